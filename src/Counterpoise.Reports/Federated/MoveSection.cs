using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Federated;

/// <summary>Which classes lost rows to which where labels were changed.</summary>
internal static class MoveSection
{
    public static Section Build(FederatedSummary summary)
    {
        var moved = summary.Arms.Where(arm => arm.Moves.Any(n => n > 0)).ToArray();
        var tables = moved.Select(arm =>
        {
            var table = new HtmlTable(
                $"{arm.Name}: {Number.Count(arm.Moves.Sum(n => (long)n), "row")} re-labelled over all clients and seeds, from the class "
                + $"of the row to that of the column", ["from", .. summary.ClassNames]);
            for (var from = 0; from < summary.ClassNames.Count; from++)
            {
                table.Row(Markup.Of($"{summary.ClassNames[from]}"), Enumerable.Range(0, summary.ClassNames.Count)
                    .Select(to => Cell(arm.Moves[(from * summary.ClassNames.Count) + to])));
            }

            return table.Render();
        });
        return new Section("moves", "Re-labelled rows", moved.Length == 0 ? Markup.Empty : Markup.Of($"""
            <p class="quiet">Clients trained on these labels from the round of re-labelling on; the original labels are kept at each client.
            Test rows are never re-labelled.</p>
            {tables}
            """));
    }

    private static Markup Cell(int count) => count == 0 ? Markup.Of($"–") : Markup.Of($"{Number.Count(count)}");
}
