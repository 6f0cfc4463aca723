using Counterpoise.Tables;

namespace Counterpoise.Bench.Tabular;

/// <summary>The three rules that make most failures of AI4I 2020, and the products of columns that they look at.</summary>
internal static class Ai4iRules
{
    private const double WattsPerUnit = 2 * Math.PI / 60;

    /// <summary>1 where a rule fires, else 0: heat dissipation, power, overstrain.</summary>
    internal static double[] Fire(Table table)
    {
        var (heat, power, strain) = Products(table);
        var (speed, type) = (Numbers(table, "Rotational speed [rpm]"), (CategoricalColumn)table["Type"]);
        return [.. Enumerable.Range(0, table.RowCount).Select(i =>
        {
            var limit = type.Categories[type.Codes[i]] switch { "L" => 11000, "M" => 12000, _ => 13000 };
            return (heat[i] < 8.6 && speed[i] < 1380) || power[i] is < 3500 or > 9000 || strain[i] > limit ? 1.0 : 0;
        })];
    }

    /// <summary>The table with the temperature difference, the power and wear times torque as further columns.</summary>
    internal static Table WithProducts(Table table)
    {
        var (heat, power, strain) = Products(table);
        return table.With([.. table.Columns, new NumericColumn("heat", heat), new NumericColumn("power", power),
            new NumericColumn("strain", strain)]);
    }

    private static (double[] Heat, double[] Power, double[] Strain) Products(Table table)
    {
        var (air, process) = (Numbers(table, "Air temperature [K]"), Numbers(table, "Process temperature [K]"));
        var (speed, torque, wear) = (Numbers(table, "Rotational speed [rpm]"), Numbers(table, "Torque [Nm]"),
            Numbers(table, "Tool wear [min]"));
        int[] rows = [.. Enumerable.Range(0, table.RowCount)];
        return ([.. rows.Select(i => process[i] - air[i])], [.. rows.Select(i => torque[i] * speed[i] * WattsPerUnit)],
            [.. rows.Select(i => wear[i] * torque[i])]);
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();
}
