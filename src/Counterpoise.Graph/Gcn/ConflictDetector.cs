using Counterpoise.Graph.Generators;

namespace Counterpoise.Graph.Gcn;

/// <summary>Watches one network of apps step by step and tells of conflicts within the last five steps; memory is those steps.</summary>
public sealed class ConflictDetector
{
    private const int Length = ConflictSimulator.Steps;
    private readonly TrainedConflictNetwork _model;
    private readonly AppNetwork _network;
    private readonly double _stepSeconds;
    private readonly Queue<double[]> _settings = new(), _measured = new();
    private readonly List<ParameterChange> _changes = [];
    private int _step;
    private (ConflictTypes Types, int Step) _told = (ConflictTypes.None, -Length);

    /// <summary>Starts to watch.</summary>
    /// <param name="model">A trained network.</param>
    /// <param name="network">The apps: what is known of them.</param>
    /// <param name="settings">Parameters now, 0 to 1.</param>
    /// <param name="measured">Indicators now.</param>
    /// <param name="stepSeconds">Seconds of a step, above 0.</param>
    public ConflictDetector(TrainedConflictNetwork model, AppNetwork network, double[] settings, double[] measured, double stepSeconds = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(measured);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(stepSeconds, 0);
        if (settings.Length != network.Parameters || measured.Length != network.Indicators)
        {
            throw new ArgumentException(
                $"{settings.Length} parameters and {measured.Length} indicators; this network has {network.Parameters} and "
                + $"{network.Indicators}", nameof(settings));
        }

        (_model, _network, _stepSeconds) = (model, network, stepSeconds);
        _settings.Enqueue(settings);
        _measured.Enqueue(measured);
    }

    /// <summary>Takes a step in.</summary>
    /// <param name="changes">Who set what; steps in them are passed over.</param>
    /// <param name="measured">Indicators after the step.</param>
    /// <returns>An alert, or null; a conflict that was told within the last five steps is not told again.</returns>
    public ConflictAlert? Step(IReadOnlyList<ParameterChange> changes, double[] measured)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(measured);
        double[] settings = [.. _settings.Last()];
        foreach (var change in changes)
        {
            settings[change.Parameter] = change.Value;
            _changes.Add(change with { Step = _step });
        }

        _settings.Enqueue(settings);
        _measured.Enqueue(measured);
        if (_settings.Count > Length + 1)
        {
            _settings.Dequeue();
            _measured.Dequeue();
        }

        var now = _step++;
        _changes.RemoveAll(c => c.Step <= now - Length);
        return _settings.Count == Length + 1 ? Judge(now) : null;
    }

    private ConflictAlert? Judge(int now)
    {
        var window = new ConflictWindow(
            0, [.. _settings], [.. _measured], [.. _changes.Select(c => c with { Step = c.Step - now + Length - 1 })], ConflictTypes.None,
                new bool[_network.Apps]);
        var finding = _model.Judge([window], [_network])[0];
        if (finding.Types == ConflictTypes.None || window.Changes.Count == 0)
        {
            return null;
        }

        if ((finding.Types & ~_told.Types) == ConflictTypes.None && now - _told.Step < Length)
        {
            return null;
        }

        var cause = _model.Counterfactual(window, [_network]);
        _told = (finding.Types, now);
        var (path, advice) = Explain(window, cause);
        return new ConflictAlert(now, now * _stepSeconds, finding.Types, _model.Predict([window], [_network])[0].Types, cause, path,
            advice);
    }

    /// <summary>
    /// From the cause's change over an indicator to the app that reads it; the path says where an influence is not known.
    /// </summary>
    private (string Path, string Advice) Explain(ConflictWindow window, int cause)
    {
        var change = window.Changes.Last(c => c.App == cause);
        var clash = window.Changes.FirstOrDefault(c => c.App != cause
            && window.Changes.Any(o => o.App == cause && o.Parameter == c.Parameter && o.Value != c.Value));
        if (clash is not null)
        {
            return ($"app {cause} – parameter {clash.Parameter} – app {clash.App}",
                $"let one of apps {cause} and {clash.App} set parameter {clash.Parameter}");
        }

        var harmed = Enumerable.Range(0, _network.Apps).Where(a => a != cause
            && ConflictFeatures.Alarm(_network, window, _network.Reads[a])).DefaultIfEmpty(-1).First();
        if (harmed < 0)
        {
            return ($"app {cause} – parameter {change.Parameter}", $"watch parameter {change.Parameter}: no indicator is bad yet");
        }

        var indicator = _network.Reads[harmed];
        var known = window.Changes.Where(c => c.App == cause)
            .Select(c => (c.Parameter, ConflictFeatures.Reaches(_network, c.Parameter, indicator)))
            .Where(r => r.Item2.AtOnce || r.Item2.Through).Select(r => (int?)r.Parameter).FirstOrDefault();
        var parameter = known ?? change.Parameter;
        var before = window.Settings[0][parameter];
        return ($"app {cause} – parameter {parameter} –{(known is null ? " (no known influence) –" : "")} indicator {indicator} – app "
            + $"{harmed}",
            FormattableString.Invariant(
                $"set parameter {parameter} back to {before:0.###}, or let app {harmed} go first on indicator {indicator}"));
    }
}
