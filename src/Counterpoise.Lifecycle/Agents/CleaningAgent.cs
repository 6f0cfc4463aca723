using Counterpoise.Profiles;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Agents;

/// <summary>Leaves out columns that cannot be learned from: constant, empty, or naming rows; and repeated rows where asked to.</summary>
public sealed class CleaningAgent : IAgent
{
    /// <inheritdoc/>
    public string Name => "cleaning";

    /// <inheritdoc/>
    public string Version => "1";

    /// <inheritdoc/>
    public string Description => "Leaves out constant and empty columns, columns that name rows, and repeated rows where asked to.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Takes => [StepKinds.Table];

    /// <inheritdoc/>
    public string Gives => StepKinds.CleanTable;

    /// <inheritdoc/>
    public IReadOnlyList<AgentParameter> Parameters { get; } =
        [new() { Name = "repeated-rows", Description = "What becomes of rows that equal an earlier one in every column and the class.",
            Default = "keep", Words = ["keep", "drop"] }];

    /// <inheritdoc/>
    public AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var table = TableContent.Read(context.Content(StepKinds.Table));
        var (rows, notes) = (table.RowCount, new List<string>());
        foreach (var column in table.Columns.Where(c => Values(c) < 2).Select(c => c.Name).ToArray())
        {
            notes.Add($"column '{column}' has no or one value and was left out");
            table = table.Without(column);
        }

        foreach (var suspect in SuspectColumns.Of(table).Where(s => s.Suspicion == ColumnSuspicion.NamesRows))
        {
            notes.Add($"column '{suspect.Column}' names rows ({suspect.Evidence}) and was left out");
            table = table.Without(suspect.Column);
        }

        if (table.Columns.Count == 0)
            throw new AgentStopException("no column is left to learn from: all are constant, empty, or name rows");
        if (context.Parameters["repeated-rows"] == "drop")
            table = Distinct(table, notes);
        return new AgentOutput
        {
            Content = TableContent.Write(table),
            Metrics = new Dictionary<string, double> { ["rows"] = table.RowCount, ["rows_before"] = rows,
                ["columns"] = table.Columns.Count },
            Notes = notes,
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string>? Relax(IReadOnlyDictionary<string, string> parameters, IReadOnlyList<StepFault> faults)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        return parameters["repeated-rows"] == "drop" ? new Dictionary<string,
            string>(parameters.ToDictionary()) { ["repeated-rows"] = "keep" } : null;
    }

    private static int Values(Column column) => Enumerable.Range(0, column.Count).Where(i => !column.IsMissing(i)).Select(column.Text)
        .Distinct().Take(2).Count();

    private static Table Distinct(Table table, List<string> notes)
    {
        var labels = table.RequireLabels();
        var seen = new HashSet<string>();
        int[] kept = [.. Enumerable.Range(0, table.RowCount)
            .Where(i => seen.Add(string.Join('\u001f', table.Columns.Select(c => c.Text(i)).Append($"{labels[i]}"))))];
        if (kept.Length < table.RowCount)
            notes.Add($"{table.RowCount - kept.Length} rows repeat an earlier one and were left out");
        return table.Select(kept);
    }
}
