using Counterpoise.Profiles;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Planning;

/// <summary>Counts what a planner may know.</summary>
public static class PlanRequests
{
    /// <summary>Counts.</summary>
    /// <param name="table">Rows with classes.</param>
    /// <param name="hasStream">Whether there are later rows.</param>
    public static PlanRequest Of(Table table, bool hasStream = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        var labels = table.RequireLabels();
        var seen = new HashSet<string>();
        var repeated = Enumerable.Range(0, table.RowCount).Count(i =>
            !seen.Add(string.Join('\u001f', table.Columns.Select(c => c.Text(i)).Append($"{labels[i]}"))));
        return new PlanRequest
        {
            Rows = table.RowCount,
            NumericColumns = table.Columns.Count(c => c.Kind == ColumnKind.Numeric),
            CategoricalColumns = table.Columns.Count(c => c.Kind == ColumnKind.Categorical),
            ClassCounts = [.. labels.ClassCounts().Where(n => n > 0).OrderDescending()],
            MissingShare = table.Columns.Count == 0 || table.RowCount == 0 ? 0
                : table.Columns.Sum(c => (double)c.MissingCount) / table.Columns.Count / table.RowCount,
            RepeatedShare = table.RowCount == 0 ? 0 : repeated / (double)table.RowCount,
            GiveawayColumns = SuspectColumns.Of(table).Count(s => s.Suspicion == ColumnSuspicion.GivesAnswerAway),
            HasStream = hasStream,
        };
    }
}
