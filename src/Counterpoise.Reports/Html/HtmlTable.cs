using System.Text;

namespace Counterpoise.Reports.Html;

/// <summary>
/// A data table with a caption, column headers and a row header in the first column; it scrolls sideways in its own frame.
/// </summary>
internal sealed class HtmlTable(string caption, params IEnumerable<string> columns)
{
    private readonly string[] _columns = [.. columns];
    private readonly StringBuilder _rows = new();
    private bool _grouped;

    public int RowCount { get; private set; }

    /// <summary>Starts a group of rows under a heading of its own.</summary>
    public void Group(string heading)
    {
        _rows.Append(Markup.Of(
            $"{new Markup(_grouped || RowCount > 0 ? "</tbody>\n<tbody>" : "<tbody>")}<tr class=\"group\"><th "
            + $"colspan=\"{_columns.Length}\" scope=\"rowgroup\"><span class=\"stay\">{heading}</span></th></tr>\n"));
        _grouped = true;
    }

    public void Row(Markup header, params IEnumerable<Markup> cells)
    {
        if (!_grouped && RowCount == 0)
        {
            _rows.Append("<tbody>");
        }

        RowCount++;
        _rows.Append(Markup.Of($"<tr><th scope=\"row\">{header}</th>{cells.Select(c => Markup.Of($"<td>{c}</td>"))}</tr>\n"));
    }

    public Markup Render() => RowCount == 0 ? Markup.Empty : Markup.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="{caption}">
        <table{new Markup(_columns.Length < 3 ? " class=\"narrow\"" : "")}>
        <caption><span class="stay">{caption}</span></caption>
        <thead><tr>{_columns.Select(c => Markup.Of($"<th scope=\"col\">{c}</th>"))}</tr></thead>
        {new Markup(_rows.ToString())}</tbody>
        </table>
        </div>

        """);
}
