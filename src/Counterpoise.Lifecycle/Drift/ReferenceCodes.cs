using Counterpoise.Numerics;
using Counterpoise.Tables;

namespace Counterpoise.Lifecycle.Drift;

/// <summary>Categories and classes of a table by the codes of another one.</summary>
internal static class ReferenceCodes
{
    public static DenseMatrix Translate(Table table, Table reference)
    {
        if (!table.Columns.Select(c => (c.Name, c.Kind)).SequenceEqual(reference.Columns.Select(c => (c.Name, c.Kind))))
            throw new ArgumentException(
                $"the columns are {Describe(table)}; expected those of the reference in its order, {Describe(reference)}");
        var coded = table.ToCodedMatrix();
        for (var j = 0; j < coded.Columns; j++)
        {
            if (table.Columns[j] is not CategoricalColumn names) continue;
            var known = ((CategoricalColumn)reference.Columns[j]).Categories;
            var codes = names.Categories.Select(c => IndexOf(known, c) is var code and >= 0 ? code : known.Count).ToArray();
            for (var i = 0; i < coded.Rows; i++)
                if (names.Codes[i] >= 0) coded[i, j] = codes[names.Codes[i]];
        }

        return coded;
    }

    public static int[] Translate(Labels labels, Labels reference)
    {
        var codes = labels.Classes.Select(c => IndexOf(reference.Classes, c)).ToArray();
        return [.. labels.Codes.ToArray().Select((code, row) => codes[code] >= 0 ? codes[code]
            : throw new ArgumentException(
                $"row {row} has class '{labels.Classes[code]}'; expected one of the reference: {string.Join(", ", reference.Classes)}"))];
    }

    private static int IndexOf(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i] == name) return i;
        return -1;
    }

    private static string Describe(Table table) => string.Join(", ", table.Columns.Select(c => $"{c.Name} ({c.Kind})"));
}
