using System.Reflection;

namespace Counterpoise.Bench.Resampling;

/// <summary>
/// Measures a case, ours and the peer's, imbalanced-learn's or scikit-learn's, in turns, each time in a new process; the medians.
/// </summary>
internal static class ResamplingCase
{
    private static readonly string Peer = Path.Combine(
        typeof(ResamplingCase).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!,
            "bench", "peers", "resampling.py");

    /// <summary>Runs of a case: three, one from a million rows on.</summary>
    internal static int Repeats(ResamplingWorkload workload) => workload.Rows < 1_000_000 ? 3 : 1;

    internal static (Measurement Ours, Measurement Theirs) WithPeer(ResamplingWorkload workload, int repeats)
    {
        var (ours, theirs) = (new List<Measurement>(), new List<Measurement>());
        for (var i = 0; i < repeats; i++)
        {
            ours.Add(Own(workload.Name));
            theirs.Add(workload.OwnPeer is { } own ? Own(own) : Measurement.OfProcess("/usr/bin/python3", Peer, workload.Name));
        }

        return (Measurement.Median(ours), Measurement.Median(theirs));
    }

    internal static Measurement Alone(ResamplingWorkload workload, int repeats) =>
        Measurement.Median([.. Enumerable.Range(0, repeats).Select(_ => Own(workload.Name))]);

    private static Measurement Own(string name) => Measurement.OfProcess(Environment.ProcessPath!, "resampling-case", name);
}
