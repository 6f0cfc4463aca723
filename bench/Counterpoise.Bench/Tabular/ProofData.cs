using Counterpoise.Data;
using Counterpoise.Randomness;
using Counterpoise.Splits;
using Counterpoise.Tables;

namespace Counterpoise.Bench.Tabular;

/// <summary>Real tables beside the checkout, by the names under which results pages speak of them.</summary>
internal static class ProofData
{
    internal static Table Read(string name, string folder) => name switch
    {
        "ai4i" => TableFile.Read(Path.Combine(folder, "ai4i2020", "ai4i2020.csv"),
            new() { Target = "Machine failure", Exclude = ["UDI", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF"] }),
        "mc1" => TableFile.Read(Path.Combine(folder, "defects", "nasa-d2", "MC1.arff"), new() { LastColumnIsTarget = true }),
        "lending-club" => TableFile.Read(Path.Combine(folder, "tables", "lending_club.csv"), new() { LastColumnIsTarget = true }),
        "shuttle" => Part(TableFile.Read(Path.Combine(folder, "tables", "Shuttle.csv.gz"), new() { LastColumnIsTarget = true }), 0.25),
        "satellite" => TableFile.Read(Path.Combine(folder, "tables", "Satellite.csv"), new() { LastColumnIsTarget = true }),
        "newthyroid" => TableFile.Read(Path.Combine(folder, "keel-multiclass", "newthyroid.dat")),
        "heroin" => Drug(folder, "Heroin", c => c == "CL0" ? "never" : c is "CL1" or "CL2" ? "long ago" : "past year"),
        "crack" => Drug(folder, "Crack", c => c is "CL0" or "CL1" or "CL2" ? "not in the past year" : "past year"),
        _ => throw new ArgumentException(
            $"there is no table '{name}'; expected ai4i, mc1, lending-club, shuttle, satellite, newthyroid, heroin or crack"),
    };

    /// <summary>The survey of drug use without the rows that claim an invented drug; country and ethnicity are names.</summary>
    private static Table Drug(string folder, string target, Func<string, string> group)
    {
        var all = TableFile.Read(Path.Combine(folder, "drug-consumption", "drug_consumption.csv"),
            new() { Kinds = new Dictionary<string, ColumnKind> { ["Country"] = ColumnKind.Categorical,
                ["Ethnicity"] = ColumnKind.Categorical } });
        var (honest, taken) = ((CategoricalColumn)all["Semer"], (CategoricalColumn)all[target]);
        int[] rows = [.. Enumerable.Range(0, all.RowCount).Where(i => honest.Text(i) == "CL0")];
        var labels = CategoricalColumn.FromValues("y", [.. rows.Select(i => group(taken.Text(i)))]);
        string[] inputs = ["Age", "Gender", "Education", "Country", "Ethnicity", "Nscore", "Escore", "Oscore", "AScore", "Cscore",
            "Impulsive", "SS"];
        var kept = all.Columns.Where(c => inputs.Contains(c.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
        return new Table([.. kept.Select(c => c.Select(rows)), labels]).WithTarget("y");
    }

    /// <summary>A share of the rows of each class, all rows of a class of fewer than 60.</summary>
    private static Table Part(Table table, double share)
    {
        var random = new RandomStream(0, "part");
        var codes = table.RequireLabels().Codes.ToArray();
        return table.Select([.. Enumerable.Range(0, table.RowCount).GroupBy(i => codes[i]).OrderBy(g => g.Key).SelectMany(g =>
        {
            var rows = g.ToArray();
            random.Shuffle<int>(rows);
            return rows.Length < 60 ? rows : rows[..(int)(share * rows.Length)];
        }).Order()]);
    }

    internal static IReadOnlyList<Split> Folds(Table table, int folds, int repeats) => RepeatedFolds.Of(repeats, 1, random =>
        StratifiedKFold.Of(table.RequireLabels().Codes, folds, random));
}
