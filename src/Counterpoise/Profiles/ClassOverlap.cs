namespace Counterpoise.Profiles;

/// <summary>How one class lies among the others.</summary>
/// <param name="Name">Class name.</param>
/// <param name="MeanKdn">Mean share of a row's k nearest rows that have another label; null without rows.</param>
/// <param name="NearestNeighborError">Share of rows whose nearest row has another label; null without rows.</param>
/// <param name="SmallDisjuncts">Connected pieces with fewer rows than the limit.</param>
/// <param name="SmallDisjunctRows">Rows in them.</param>
public sealed record ClassOverlap(string Name, double? MeanKdn, double? NearestNeighborError, int SmallDisjuncts, int SmallDisjunctRows);
