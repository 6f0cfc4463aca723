using Counterpoise.Calibration;

namespace Counterpoise.Graph.Imbalance;

/// <summary>What the file of a classifier of nodes tells beside its weights.</summary>
internal sealed record NodeCard
{
    public required NodeOptions Network { get; init; }

    public required IReadOnlyList<string> Classes { get; init; }

    public required int Positive { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    public required IReadOnlyList<double> Means { get; init; }

    public required IReadOnlyList<double> Deviations { get; init; }

    public required IReadOnlyList<string> Relations { get; init; }

    public required double Threshold { get; init; }

    public required double Prior { get; init; }

    public int[]? DegreeEdges { get; init; }

    public PlattScaling[]? DegreeCurves { get; init; }

    public NodeReading? Reading { get; init; }

    /// <summary>What does not belong together, or null.</summary>
    internal string? Fault()
    {
        Network.Validate();
        if (Means.Count != Features.Count || Deviations.Count != Features.Count || !Means.All(double.IsFinite)
            || !Deviations.All(d => d > 0 && double.IsFinite(d)))
        {
            return $"{Features.Count} features, {Means.Count} means and {Deviations.Count} deviations, not all finite and above 0";
        }

        if (Classes.Count < 2 || (uint)Positive >= (uint)Classes.Count || Relations.Count == 0)
        {
            return $"class {Positive} of {Classes.Count}, and {Relations.Count} relations";
        }

        if (double.IsNaN(Threshold) || Prior is not (> 0 and <= 1))
        {
            return FormattableString.Invariant($"a threshold of {Threshold} and a prior of {Prior}");
        }

        return (DegreeEdges?.Length ?? 0, DegreeCurves?.Length ?? 0) is (0, 0) or (3, 4) ? null
            : $"{DegreeEdges?.Length ?? 0} limits and {DegreeCurves?.Length ?? 0} curves of degree";
    }
}
