// Reads QR codes with the camera: by the browser's own detector, or by jsQR where it has none.
self.HanseScanner = (() => {
  const EVERY = 160; // milliseconds between two looks
  const SMALL = 640; // pixels of the longer side that jsQR is given; more costs a phone its battery

  const detectorOf = async (decoder) => {
    if ("BarcodeDetector" in self) {
      const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
      if (formats.includes("qr_code")) {
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        return async (video) => (await detector.detect(video))[0]?.rawValue ?? "";
      }
    }
    if (!self.jsQR) {
      await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = decoder;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
    }
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });
    return async (video) => {
      const scale = Math.min(1, SMALL / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = Math.round(video.videoWidth * scale);
      canvas.height = Math.round(video.videoHeight * scale);
      if (!canvas.width || !canvas.height) return "";
      context.drawImage(video, 0, 0, canvas.width, canvas.height);
      const image = context.getImageData(0, 0, canvas.width, canvas.height);
      return self.jsQR(image.data, image.width, image.height, { inversionAttempts: "dontInvert" })?.data ?? "";
    };
  };

  class Scanner {
    constructor(video, decoder, tell) {
      Object.assign(this, { video, decoder, tell, stream: null, timer: 0 });
    }

    get isOn() {
      return this.stream !== null;
    }

    async start() {
      this.detect = await detectorOf(this.decoder);
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
      });
      this.video.srcObject = this.stream;
      await this.video.play();
      this.look();
    }

    look() {
      this.timer = setTimeout(async () => {
        if (!this.isOn) return;
        const text = document.hidden ? "" : await this.detect(this.video).catch(() => "");
        if (text) this.tell(text);
        if (this.isOn) this.look();
      }, EVERY);
    }

    stop() {
      clearTimeout(this.timer);
      for (const track of this.stream?.getTracks() ?? []) track.stop();
      this.stream = this.video.srcObject = null;
    }
  }

  // The button that begins and ends it; where there is no camera, the section stays away.
  const attach = ({ section, video, button, line }, decoder, says, onText) => {
    const scanner = new Scanner(video, decoder, onText);
    section.hidden = !navigator.mediaDevices?.getUserMedia;
    button.addEventListener("click", async () => {
      line.textContent = "";
      if (scanner.isOn) scanner.stop();
      else {
        await scanner.start().catch((fault) => {
          scanner.stop();
          line.textContent = fault?.name === "NotAllowedError" ? says.camera_refused : says.camera_missing;
        });
      }
      video.hidden = !scanner.isOn;
      button.textContent = scanner.isOn ? says.camera_off : says.camera_on;
    });
  };

  return { attach };
})();
