using Counterpoise.Graph.Generators;
using Counterpoise.Randomness;

namespace Counterpoise.Graph.Gcn;

/// <summary>How a detector did on a stream whose conflicts are known.</summary>
/// <param name="Steps">Steps of the stream.</param>
/// <param name="Conflicts">Spells of steps in conflict.</param>
/// <param name="Found">Spells during which an alert came.</param>
/// <param name="MeanDelaySteps">Mean steps from the beginning of a spell to its first alert; NaN without any.</param>
/// <param name="FalseAlarmsPerHour">Alerts outside every spell in an hour.</param>
public sealed record DetectorReport(int Steps, int Conflicts, int Found, double MeanDelaySteps, double FalseAlarmsPerHour)
{
    /// <summary>Runs a detector on a stream made up from a network of apps.</summary>
    /// <param name="model">A trained network.</param>
    /// <param name="network">The apps, as they are.</param>
    /// <param name="steps">Steps, more than five.</param>
    /// <param name="stepSeconds">Seconds of a step.</param>
    /// <param name="seed">The seed; the stream is named <c>stream</c>.</param>
    /// <param name="changeShare">Chance that an app changes something in a step.</param>
    /// <param name="onAlert">Given every alert.</param>
    public static DetectorReport Measure(
        TrainedConflictNetwork model, AppNetwork network, int steps, double stepSeconds, ulong seed, double changeShare = 0.02,
            Action<ConflictAlert>? onAlert = null)
    {
        var stream = ConflictSimulator.Stream(network, steps, changeShare, new RandomStream(seed, "stream"));
        var detector = new ConflictDetector(model, network, stream.Settings[0], stream.Measured[0], stepSeconds);
        var alerts = new List<int>();
        for (var step = 0; step < steps; step++)
        {
            if (detector.Step([.. stream.Changes.Where(c => c.Step == step)], stream.Measured[step + 1]) is { } alert)
            {
                alerts.Add(step);
                onAlert?.Invoke(alert);
            }
        }

        var spells = new List<(int First, int Last)>();
        for (var step = ConflictSimulator.Steps - 1; step < steps; step++)
        {
            if (stream.Types[step] != ConflictTypes.None)
            {
                if (spells is [.., var last] && last.Last == step - 1)
                {
                    spells[^1] = (last.First, step);
                }
                else
                {
                    spells.Add((step, step));
                }
            }
        }

        int[] delays = [.. spells.Select(s => alerts.Where(a => a >= s.First && a <= s.Last).Select(a => a - s.First).DefaultIfEmpty(-1)
            .First()).Where(d => d >= 0)];
        var outside = alerts.Count(a => !spells.Exists(s => a >= s.First && a <= s.Last));
        return new DetectorReport(steps, spells.Count, delays.Length, delays.Length == 0 ? double.NaN : delays.Average(),
            outside / (steps * stepSeconds / 3600));
    }
}
