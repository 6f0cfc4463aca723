using System.Text;
using Counterpoise.Pipelines;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using static Counterpoise.Deploy.TableExport.CText;

namespace Counterpoise.Deploy.TableExport;

/// <summary>The header of an exported model of tables: what a row holds, and what comes out.</summary>
internal static class CHeader
{
    public static string Write(TableModelCard card, TableCOptions options, TableCost cost, bool needsMath)
    {
        var (name, upper, columns) = (options.Name, options.Name.ToUpperInvariant(), TableVectors.Columns(card));
        var text = new StringBuilder(Line($"/* {Comment(card.Classifier)} for '{Comment(card.Target)}' ({Comment(card.Method)}),"))
            .Append("   C99 without allocation.\n")
            .Append(Line($"   Constants {cost.ConstantBytes} bytes, stack {cost.StackBytes} bytes, at most"))
            .Append(Line($"   {cost.Comparisons} comparisons and"))
            .Append(Line(
                $"   {cost.Multiplications} multiplications a row. {(needsMath ? "Needs exp or log." : "Needs no library.")}"))
            .Append("\n   A row holds one number for each column; NAN is a missing value.\n");
        for (var c = 0; c < columns.Count; c++) text.Append(Column(columns[c], c));
        for (var c = 0; c < card.ClassNames.Count; c++) text.Append(Line($"   class {c}: {Comment(card.ClassNames[c])}"));
        return text.Append("*/\n").Append(Line($"#ifndef {upper}_H")).Append(Line($"#define {upper}_H")).Append("\n#include <stdint.h>\n\n")
            .Append(Line($"#define {upper}_COLUMNS {columns.Count}")).Append(Line($"#define {upper}_CLASSES {card.ClassNames.Count}"))
            .Append(Line($"typedef {(options.Precision == RealPrecision.Double ? "double" : "float")} {name}_real;")).Append('\n')
            .Append("/* The probability of each class. Reentrant. */\n")
            .Append(Line($"void {name}_predict(const {name}_real row[{upper}_COLUMNS], {name}_real probabilities[{upper}_CLASSES]);"))
            .Append("/* The class that the model decides for. */\n")
            .Append(Line($"int {name}_decide(const {name}_real probabilities[{upper}_CLASSES]);")).Append("\n#endif\n").ToString();
    }

    private static string Column(PreparedColumn column, int place)
    {
        if (column.Kind == ColumnKind.Numeric) return Line($"   column {place}: {Comment(column.Name)}");
        var names = string.Join(", ", column.Categories.Select((c, k) => $"{k} {Comment(c)}"));
        return Line($"   column {place}: {Comment(column.Name)}, a category by its place; another number is an unknown one")
            + Line($"     {names}");
    }
}
