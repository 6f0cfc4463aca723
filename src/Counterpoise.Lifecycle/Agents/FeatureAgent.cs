using Counterpoise.Profiles;
using Counterpoise.Randomness;
using Counterpoise.Splits;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>
/// Decides which columns are features, and separates test rows from training rows. What is learned from columns is part of the model.
/// </summary>
public sealed class FeatureAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "features";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Decides which columns are features, and separates test rows from training rows.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.CleanTable];

    /// <inheritdoc/>
    public string Gives => StepKinds.Split;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
    [
        new() { Name = "test-share", Description = "Share of the rows that are kept from training.", Default = "0.2", Low = .05,
            High = .5 },
        new() { Name = "giveaways", Description = "What becomes of columns that give the class away alone.", Default = "keep",
            Words = ["keep", "drop"] },
    ];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (table, notes) = (TableContent.Read(context.Content(StepKinds.CleanTable)), new List<string>());
        if (context.Parameters["giveaways"] == "drop")
        {
            foreach (var suspect in SuspectColumns.Of(table).Where(s => s.Suspicion == ColumnSuspicion.GivesAnswerAway))
            {
                notes.Add($"column '{suspect.Column}' gives the class away ({suspect.Evidence}) and was left out");
                table = table.Without(suspect.Column);
            }
        }

        if (table.Columns.Count == 0)
            throw new AgentStopException("no column is left to learn from: all give the class away alone");
        var labels = table.RequireLabels();
        var split = StratifiedSplit.Of(labels.Codes, context.Number("test-share"), 0, new RandomStream(context.Seed, "split"),
            MissingClassPolicy.Warn, labels.Classes);
        var (training, test) = (table.Select(split.Train), table.Select(split.Test));
        return new AgentOutput
        {
            Content = TableContent.WriteSplit(training, test),
            Metrics = new Dictionary<string, double> { ["training_rows"] = training.RowCount, ["test_rows"] = test.RowCount,
                ["features"] = table.Columns.Count },
            Notes = [.. notes, .. split.Warnings],
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? Relax(IReadOnlyDictionary<string, string> parameters, IReadOnlyList<StepFault> faults)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(faults);
        return faults.Any(f => f.Check == "leakage") && parameters["giveaways"] == "keep" ? new Dictionary<string,
            string>(parameters.ToDictionary()) { ["giveaways"] = "drop" } : null;
    }
}
