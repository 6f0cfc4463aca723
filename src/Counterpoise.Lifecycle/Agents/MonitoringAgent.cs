using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Drift.References;
using Counterpoise.Lifecycle.Drift.Streams;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Metrics;
using Counterpoise.Workflows;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>Compares windows of later rows with the test rows, and follows the recall of the rarest class.</summary>
public sealed class MonitoringAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "monitoring";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Compares windows of later rows with the test rows, and follows the recall of the rarest class.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.Model, StepKinds.Split, StepKinds.Stream];

    /// <inheritdoc/>
    public string Gives => StepKinds.Monitoring;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
    [
        new() { Name = "window", Description = "Rows of a window.", Default = "500", Low = 30, High = 100_000, IsWhole = true },
        new() { Name = "alpha", Description = "Chance of any false alarm over 200 windows.", Default = "0.05", Low = .001, High = .5 },
    ];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var model = ModelContent.Read(context.Content(StepKinds.Model));
        var (training, test) = TableContent.ReadSplit(context.Content(StepKinds.Split));
        var stream = TableContent.Read(context.Content(StepKinds.Stream));
        IReferenceDetector[] detectors = [new PopulationStability(), new KolmogorovSmirnovDetector(), new ChiSquaredDetector(),
            new PriorShift()];
        var level = new AlphaSpending { Total = context.Number("alpha") }.PerWindow() / detectors.Length;
        var reference = DriftWindow.FromTable(test, model.PredictProbabilities(test)) with { Labels = null };
        var fitted = detectors.Select(d => d.Fit(reference, cancellationToken)).ToList();
        var (misses, minority, size) = (new HddmA(), training.RequireLabels().MinorityClass(), context.Whole("window"));
        var windows = new List<MonitoredWindow>();
        for (var from = 0; from + size <= stream.RowCount; from += size)
        {
            var rows = stream.Select([.. Enumerable.Range(from, size)]);
            var (probabilities, labels) = (model.PredictProbabilities(rows), rows.RequireLabels().Codes.ToArray());
            var decided = model.Decide(probabilities);
            var window = DriftWindow.FromTable(rows, probabilities, test) with { Labels = null };
            var findings = fitted.SelectMany(d => d.Examine(window, level, cancellationToken)).Where(f => f.Level == DriftLevel.Drift)
                .Select(f => $"{f.Detector}: {f.Subject}").ToList();
            for (var i = 0; i < labels.Length; i++)
                if (labels[i] == minority && misses.Add(decided[i] == minority ? 0 : 1) == DriftLevel.Drift)
                    findings.Add($"{misses.Name}: recall of the minority");
            var recall = ConfusionMatrix.Of(labels, decided, model.Card.ClassNames).Recall(minority);
            windows.Add(new MonitoredWindow(windows.Count + 1, from, findings, recall));
        }

        var first = windows.FirstOrDefault(w => w.Findings.Count > 0);
        return new AgentOutput
        {
            Content = ResultJson.Bytes(windows),
            Metrics = new Dictionary<string, double> { ["windows"] = windows.Count, ["alarms"] = windows.Count(w => w.Findings.Count > 0),
                ["first_alarm"] = first?.Number ?? 0, ["first_row"] = first?.FirstRow ?? stream.RowCount },
            Notes = first is null ? ["no alarm"] : [$"first alarm in window {first.Number}: {string.Join(", ", first.Findings.Take(5))}"],
        };
    }

    private sealed record MonitoredWindow(int Number, int FirstRow, IReadOnlyList<string> Findings, double MinorityRecall);
}
