namespace Counterpoise.Lifecycle.Watching;

/// <summary>A row of the stream in the codes of the reference.</summary>
/// <param name="Features">[d].</param>
/// <param name="Probabilities">[C].</param>
/// <param name="Label">The true class; −1 while it is not known.</param>
/// <param name="Id">Its name; null where rows have none.</param>
internal sealed record StreamRow(double[] Features, double[] Probabilities, int Label, string? Id);
