using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Lifecycle.Drift.Trials;

/// <summary>
/// Compares detectors at an equal rate of false alarms: each is tuned on a stream without a change to the same run length, then has to find
/// the change in others. With their defaults detectors differ in readiness more than in what they see.
/// </summary>
public static class DetectorTrial
{
    private const int TuningSteps = 24;

    /// <summary>Runs every candidate in every scenario.</summary>
    /// <param name="candidates">The detectors, such as <see cref="DetectorCandidates.Standard"/>.</param>
    /// <param name="scenarios">The changes to find; each is tuned for by itself, since the run length depends on the error rates.</param>
    /// <param name="options">Options; the defaults where null.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One result for each pair, scenario after scenario.</returns>
    /// <exception cref="ArgumentException">There is nothing to compare, or an option is out of range.</exception>
    public static IReadOnlyList<DetectorResult> Run(IReadOnlyList<DetectorCandidate> candidates, IReadOnlyList<ErrorScenario> scenarios,
        DetectorTrialOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(scenarios);
        var chosen = options ?? new DetectorTrialOptions();
        chosen.Validate();
        foreach (var scenario in scenarios) scenario.Validate();
        return [.. scenarios.SelectMany(s => candidates.Select(c => Run(c, s, chosen, cancellationToken)))];
    }

    private static DetectorResult Run(DetectorCandidate candidate, ErrorScenario scenario, DetectorTrialOptions options,
        CancellationToken cancellationToken)
    {
        var strictness = candidate.Tunable ? Tune(candidate, scenario, options, cancellationToken) : double.NaN;
        var runLength = RunLength(candidate, strictness, scenario, options, "check");
        var delays = new double[options.Streams];
        for (var stream = 0; stream < delays.Length; stream++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            delays[stream] = Delay(candidate, strictness, scenario, options, (ulong)stream);
        }

        var detected = delays.Count(double.IsFinite);
        Array.Sort(delays);
        return new DetectorResult(scenario.Name, candidate.Name, strictness, runLength, Math.Abs((runLength / options.RunLength) - 1) <= .1,
            (double)detected / delays.Length, WilsonInterval.Of(detected, delays.Length), delays[(delays.Length - 1) / 2]);
    }

    /// <summary>
    /// Halves the range of strictness, and takes the one whose run length was nearest to that asked for: it does not grow evenly.
    /// </summary>
    private static double Tune(DetectorCandidate candidate, ErrorScenario scenario, DetectorTrialOptions options,
        CancellationToken cancellationToken)
    {
        double low = 0, high = 1, best = 1, nearest = double.PositiveInfinity;
        for (var step = 0; step < TuningSteps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var middle = (low + high) / 2;
            var length = RunLength(candidate, middle, scenario, options, "tune");
            var distance = Math.Abs(Math.Log(length / options.RunLength));
            if (distance < nearest) (nearest, best) = (distance, middle);
            if (length < options.RunLength) low = middle;
            else high = middle;
        }

        return best;
    }

    private static double RunLength(DetectorCandidate candidate, double strictness, ErrorScenario scenario, DetectorTrialOptions options,
        string stream)
    {
        var detector = candidate.Create(strictness);
        var random = new RandomStream(options.Seed, $"drift-trial-{stream}");
        var alarms = 0;
        for (var row = 0; row < options.StationaryRows; row++)
            if (Next(candidate, scenario, 0, random) is { } error && detector.Add(error) == DriftLevel.Drift) alarms++;
        return alarms == 0 ? double.PositiveInfinity : (double)options.StationaryRows / alarms;
    }

    /// <summary>Rows from the change to the first alarm after it; ∞ where there is none.</summary>
    private static double Delay(DetectorCandidate candidate, double strictness, ErrorScenario scenario, DetectorTrialOptions options,
        ulong stream)
    {
        var detector = candidate.Create(strictness);
        var random = new RandomStream(options.Seed, "drift-trial-change", stream);
        for (var row = -options.RowsBefore; row < options.RowsAfter; row++)
        {
            var alarm = Next(candidate, scenario, scenario.Progress(row), random) is { } error && detector.Add(error) == DriftLevel.Drift;
            if (alarm && row >= 0) return row + 1;
        }

        return double.PositiveInfinity;
    }

    /// <summary>The error of the next row; null where the candidate is not given it.</summary>
    private static double? Next(DetectorCandidate candidate, ErrorScenario scenario, double progress, RandomStream random)
    {
        var minority = random.NextDouble() < scenario.MinorityShare;
        var (before, after) = minority ? (scenario.MinorityError, scenario.MinorityErrorAfter)
            : (scenario.MajorityError, scenario.MajorityErrorAfter);
        var error = random.NextDouble() < before + (progress * (after - before)) ? 1.0 : 0;
        return candidate.MinorityOnly && !minority ? null : error;
    }
}
