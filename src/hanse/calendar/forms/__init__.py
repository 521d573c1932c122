"""Forms of the desk. They clean what people typed; operations write it."""
