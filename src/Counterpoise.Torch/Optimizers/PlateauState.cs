namespace Counterpoise.Torch.Optimizers;

/// <summary>What <see cref="ReduceOnPlateau"/> remembers, to be kept in a checkpoint.</summary>
/// <param name="Best">The best metric so far; null before the first.</param>
/// <param name="Waiting">Observations since the best, or since the last fall.</param>
/// <param name="Cooling">Observations that are still left uncounted.</param>
public sealed record PlateauState(double? Best = null, int Waiting = 0, int Cooling = 0);
