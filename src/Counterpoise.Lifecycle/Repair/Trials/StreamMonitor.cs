using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Drift.References;
using Counterpoise.Lifecycle.Drift.Streams;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Repair.Trials;

/// <summary>The detectors of a trial: windows beside a reference, the misses of the minority, and all errors.</summary>
internal sealed class StreamMonitor
{
    private readonly List<IFittedReferenceDetector> _references;
    private readonly HddmA _misses = new();
    private readonly Adwin _errors = new();
    private readonly double _level;
    private readonly int _minority;
    private readonly Table _rows;

    /// <summary>Learns what is normal.</summary>
    public StreamMonitor(Table rows, double[] probabilities, int minority, AlphaSpending alpha)
    {
        IReferenceDetector[] detectors = [new PopulationStability(), new KolmogorovSmirnovDetector(), new ChiSquaredDetector(),
            new PriorShift()];
        var reference = DriftWindow.FromTable(rows, probabilities);
        (_references, _level, _minority, _rows) = ([.. detectors.Select(d => d.Fit(reference with { Labels = null }))],
            alpha.PerWindow() / detectors.Length, minority, rows);
    }

    /// <summary>Whether a window is not like the reference.</summary>
    public bool Examine(Table window, double[] probabilities)
    {
        var rows = DriftWindow.FromTable(window, probabilities, _rows) with { Labels = null };
        return _references.Any(d => d.Examine(rows, _level).Any(f => f.Level == DriftLevel.Drift));
    }

    /// <summary>Whether classes that became known show more errors than before.</summary>
    public bool Learn(int[] labels, int[] decided)
    {
        var alarm = false;
        for (var i = 0; i < labels.Length; i++)
        {
            var wrong = labels[i] == decided[i] ? 0 : 1;
            alarm |= _errors.Add(wrong) == DriftLevel.Drift;
            alarm |= labels[i] == _minority && _misses.Add(wrong) == DriftLevel.Drift;
        }

        return alarm;
    }
}
