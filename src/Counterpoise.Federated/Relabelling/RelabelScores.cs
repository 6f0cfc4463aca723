namespace Counterpoise.Federated.Relabelling;

/// <summary>How likely each row of a client is to move to each class, and what that was computed from.</summary>
/// <param name="Rarity">Of each class, [C]: 1 for the rarest at this client (and for absent ones), 0 for the most frequent.</param>
/// <param name="Standardised">z, [n · C]: how far the posterior of a row lies above the mean of its own class, in standard
/// deviations.</param>
/// <param name="Thresholds">Of each target class, [C], in the unit of z.</param>
/// <param name="Probabilities">ρ, [n · C]: the probability that a row moves to a class; not positive where it cannot.</param>
public sealed record RelabelScores(double[] Rarity, double[] Standardised, double[] Thresholds, double[] Probabilities);
