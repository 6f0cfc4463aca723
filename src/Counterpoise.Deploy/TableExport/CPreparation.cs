using Counterpoise.TableModels;
using Counterpoise.Tables;

namespace Counterpoise.Deploy.TableExport;

/// <summary>What fills, centres and scales the columns, as C constants.</summary>
internal static class CPreparation
{
    public static string Constants(TableModelCard card, CText text)
    {
        var columns = TableVectors.Columns(card);
        return text.Integers("categories", [.. columns.Select(c => c.Kind == ColumnKind.Numeric ? 0 : c.Categories.Count)])
            + text.Reals("fills", [.. columns.Select(c => c.Kind == ColumnKind.Numeric ? c.Median : c.Categories.ToList().IndexOf(c.Mode))])
            + text.Reals("means", [.. columns.Select(c => c.Mean)]) + text.Reals("scales", [.. columns.Select(c => c.Scale)]);
    }
}
