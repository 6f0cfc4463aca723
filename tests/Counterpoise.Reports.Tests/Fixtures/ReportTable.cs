namespace Counterpoise.Reports.Tests.Fixtures;

/// <summary>A table of a report, in HTML or Markdown.</summary>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">The texts of the cells, row by row.</param>
/// <param name="Heading">The heading above it; empty in HTML.</param>
internal sealed record ReportTable(string[] Columns, string[][] Rows, string Heading = "")
{
    /// <summary>The cells of a column.</summary>
    public string[] Column(string name)
    {
        var place = Array.IndexOf(Columns, name);
        Assert.True(place >= 0, $"no column '{name}' among {string.Join(", ", Columns)}");
        return [.. Rows.Select(r => r[place])];
    }

    /// <summary>The rows that begin with a text.</summary>
    public string[][] Of(string first) => [.. Rows.Where(r => r[0] == first)];

    /// <summary>The tables of a text in Markdown, with the heading that stands above each.</summary>
    public static ReportTable[] Markdown(string text)
    {
        var tables = new List<ReportTable>();
        var heading = "";
        var block = new List<string[]>();
        foreach (var line in text.Split('\n').Append(""))
        {
            if (line.StartsWith('|'))
            {
                block.Add([.. line.Trim('|').Replace("\\|", "¦", StringComparison.Ordinal).Split('|').Select(c => c.Trim())]);
                continue;
            }

            if (block.Count > 2)
            {
                tables.Add(new(block[0], [.. block.Skip(2)], heading));
            }

            block.Clear();
            heading = line.StartsWith('#') ? line.TrimStart('#').Trim() : heading;
        }

        return [.. tables];
    }
}
