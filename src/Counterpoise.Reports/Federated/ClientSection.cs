using Counterpoise.Reports.Charts;
using Counterpoise.Reports.Html;

namespace Counterpoise.Reports.Federated;

/// <summary>Who holds what: clients by classes, the larger the dot the more rows.</summary>
internal static class ClientSection
{
    private const int MostClients = 60;

    public static Section Build(FederatedSummary summary)
    {
        var shown = summary.Clients.Take(MostClients).ToArray();
        object[] dots = [.. shown.SelectMany(client => client.Counts.Select((n, c) =>
            (object)new { k = client.Name, c = summary.ClassNames[c], n }))];
        var largest = summary.Clients.Max(client => client.Counts.Sum());
        var empty = summary.Clients.Count(client => client.Counts.Sum() == 0);
        var figure = Chart.Figure(Markup.Of($"<b>Rows of each class at each client</b>"),
            $"Rows of each class at each client; the largest client has {Number.Count(largest, "row")}.", 60 + (18 * shown.Length), new
        {
            height = 18 * shown.Length,
            data = new { values = dots },
            mark = new { type = "circle", opacity = 0.85 },
            encoding = new
            {
                x = new { field = "c", type = "nominal", title = "class", sort = summary.ClassNames, axis = new { grid = true } },
                y = new { field = "k", type = "nominal", title = "client", sort = shown.Select(client => client.Name) },
                size = new { field = "n", type = "quantitative", scale = new { range = (int[])[0, 260] }, legend = Chart.None },
                tooltip = new object[] { Chart.Tip("k", "client", "nominal"), Chart.Tip("c", "class", "nominal"),
                    Chart.Tip("n", "rows", "nominal") },
            },
        });
        var table = new HtmlTable("Rows of each class at each client", ["client", "rows", .. summary.ClassNames]);
        foreach (var client in summary.Clients)
        {
            table.Row(Markup.Of($"{client.Name}"), [Markup.Of($"{Number.Count(client.Counts.Sum())}"),
                .. client.Counts.Select(n => Markup.Of($"{Number.Count(n)}"))]);
        }

        var notes = (summary.Clients.Count > shown.Length ? $"The first {shown.Length} of {summary.Clients.Count} clients are drawn. "
            : "") + (empty > 0 ? $"{Number.Count(empty, "client")} without rows took no part." : "");
        return new Section("clients", "Who holds what", Markup.Of($"""
            <p class="quiet">{notes}</p>
            {figure}
            {Disclosure.Of("As a table", table.Render())}
            """));
    }
}
