namespace Counterpoise.Resampling;

/// <summary>What QC-SMOTE knows about a row that it added.</summary>
/// <param name="Label">The class.</param>
/// <param name="Seed">The row of the input that it started from, or that it copies.</param>
/// <param name="Neighbor">The partner that was drawn.</param>
/// <param name="Gap">The share of the way from seed to partner of the best candidate; in [0, largest gap).</param>
/// <param name="Ipq">Interpolation purity of the best candidate: the mean of its own purity and the midpoint's; in [0, 1].</param>
/// <param name="Clearance">Distance from the best candidate to the nearest row of another class, on scaled columns.</param>
/// <param name="Kind">Synthetic, or a duplicate where the candidate was refused.</param>
public readonly record struct QcSmoteRow(int Label, int Seed, int Neighbor, double Gap, double Ipq, double Clearance, RowKind Kind);
