"""Tags of the network's templates."""
