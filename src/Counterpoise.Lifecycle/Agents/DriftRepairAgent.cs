using Counterpoise.Calibration;
using Counterpoise.Lifecycle.Repair;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Metrics;
using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>
/// Climbs the repair ladder on the later rows since the first alarm: threshold, refit, search; what is not shown to help is not taken, and
/// the model that comes out is then the one that went in. See <see cref="RepairLadder"/>.
/// </summary>
public sealed class DriftRepairAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "drift-repair";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Climbs the repair ladder on later rows since the first alarm: threshold, refit, search, person.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.Model, StepKinds.Split, StepKinds.Stream, StepKinds.Monitoring];

    /// <inheritdoc/>
    public string Gives => StepKinds.Repair;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
    [
        new() { Name = "maximum-move", Description = "How far a threshold may move, in logits.", Default = "4", Low = .1, High = 8 },
        new() { Name = "search-trials", Description = "Pipelines that the search may try.", Default = "4", Low = 2, High = 50,
            IsWhole = true },
    ];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bytes = context.Content(StepKinds.Model);
        using var model = ModelContent.Read(bytes);
        var (training, test) = TableContent.ReadSplit(context.Content(StepKinds.Split));
        var stream = TableContent.Read(context.Content(StepKinds.Stream));
        var from = (int)context.Artifact(StepKinds.Monitoring).Metrics["first_row"];
        if (from >= stream.RowCount)
            return new AgentOutput { Content = bytes, Metrics = new Dictionary<string, double> { ["changed"] = 0 },
                Notes = ["no alarm, so nothing to repair"] };
        var recent = stream.Select([.. Enumerable.Range(from, stream.RowCount - from)]);
        var served = new ServedModel { Candidate = Candidate(model.Card), Predict = model.PredictProbabilities,
            Decision = Weights(model.Card), ClassNames = model.Card.ClassNames };
        var options = new RepairOptions { MaximumMove = context.Number("maximum-move"), SearchTrials = context.Whole("search-trials"),
            Seed = context.Seed };
        var reference = GeometricMean.Of(ConfusionMatrix.Of(test.RequireLabels().Codes.ToArray(),
            model.Decide(model.PredictProbabilities(test)), model.Card.ClassNames));
        var result = RepairLadder.Run(served, training, recent, reference, options, cancellationToken);
        return new AgentOutput
        {
            Content = result.Model is null ? bytes : Changed(model, served, result, training, recent, options, cancellationToken),
            Metrics = new Dictionary<string, double>
            {
                ["changed"] = result.Model is null ? 0 : 1,
                ["recovered"] = result.Recovered ? 1 : 0,
                ["recent_rows"] = recent.RowCount,
                ["before"] = result.Attempts[0].Before,
                ["after"] = result.Attempts.Where(a => a.Accepted).Select(a => a.After).DefaultIfEmpty(result.Attempts[0].Before).Max(),
            },
            Notes = [.. result.Attempts.Select(a =>
                $"{a.Step}: {(a.Accepted ? "accepted" : "not accepted")}, {a.Before:0.000} to "
                + $"{a.After:0.000}{(a.Note.Length > 0 ? $" ({a.Note})" : "")}"),
                .. result.Outcome == RepairStep.Human ? ["a person should look at it"] : Array.Empty<string>()],
        };
    }

    private static byte[] Changed(TableModel model, ServedModel served, RepairResult result, Table training, Table recent,
        RepairOptions options, CancellationToken cancellationToken)
    {
        var repaired = result.Model!;
        // The same probabilities with another decision keep the fitted classifier.
        if (ReferenceEquals(repaired.Predict, served.Predict))
            return ModelContent.Write(model.WithDecision(new TableDecision("repair after drift", repaired.Decision.Weights, null)));
        var alone = result.Attempts.Last(a => a.Accepted).Note == RepairLadder.RecentAlone;
        using var trained = ModelContent.Train(repaired.Candidate, alone ? recent : training.Concat(recent), options.Metric, options.Seed,
            cancellationToken);
        return ModelContent.Write(trained);
    }

    private static SolveCandidate Candidate(TableModelCard card) =>
        new(card.Method == "none" ? "threshold" : card.Method, card.Classifier,
        [.. card.ClassifierOptions.Where(o => o.Key is not ("lightgbm" or "xgboost" or "defaults"))
        .Select(o => $"{card.Classifier}.{o.Key}={o.Value}")]);

    private static DecisionWeights Weights(TableModelCard card) => new(card.Decision?.Weights ?? [.. card.ClassNames.Select(_ => 1.0)]);
}
