"""Training of the model that `lansir.encoder` runs; needs torch, which the package itself does not."""
