using System.Globalization;

namespace Counterpoise.Workflows.Graphs;

/// <summary>One arm over all seeds.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Seeds">How many seeds.</param>
/// <param name="Metrics">Mean of each metric, in order; the first decides.</param>
/// <param name="Deviations">Its deviation over seeds; 0 for one seed.</param>
/// <param name="Seconds">Mean seconds of a seed.</param>
public sealed record GraphArm(string Name, int Seeds, IReadOnlyDictionary<string, double> Metrics, IReadOnlyDictionary<string,
    double> Deviations, double Seconds)
{
    /// <summary>A metric as people read it: mean ± deviation over seeds, the value alone of one seed, a dash where there is none.</summary>
    /// <param name="metric">One of <see cref="Metrics"/>.</param>
    public string Describe(string metric) => !double.IsFinite(Metrics[metric]) ? "–"
        : Seeds < 2 ? string.Create(CultureInfo.InvariantCulture, $"{Metrics[metric]:0.0000}")
        : string.Create(CultureInfo.InvariantCulture, $"{Metrics[metric]:0.0000} ± {Deviations[metric]:0.0000}");

    /// <summary>Mean seconds of a seed as people read them; a dash where nothing was timed.</summary>
    public string DescribeSeconds() => Seconds > 0 ? Seconds.ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
