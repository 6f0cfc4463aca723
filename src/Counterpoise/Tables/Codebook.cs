namespace Counterpoise.Tables;

/// <summary>Codes and their names, as categorical columns and labels keep them.</summary>
internal static class Codebook
{
    public static string[] Sorted(IEnumerable<string?> values)
    {
        var sorted = values.OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    public static int[] Encode(string[] names, IReadOnlyList<string?> values)
    {
        var code = Index(names);
        var codes = new int[values.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = values[i] is { } value ? code[value] : -1;
        }

        return codes;
    }

    public static int[] Select(int[] codes, ReadOnlySpan<int> rows)
    {
        var selected = new int[rows.Length];
        for (var i = 0; i < selected.Length; i++)
        {
            selected[i] = codes[rows[i]];
        }

        return selected;
    }

    public static (string[] Names, int[] Codes) Concat(string[] leftNames, int[] left, string[] rightNames, int[] right)
    {
        var index = Index(leftNames);
        var names = new List<string>(leftNames);
        var translated = Array.ConvertAll(rightNames, name =>
        {
            if (!index.TryGetValue(name, out var code))
            {
                code = names.Count;
                index.Add(name, code);
                names.Add(name);
            }

            return code;
        });
        return ([.. names], [.. left, .. right.Select(code => code < 0 ? -1 : translated[code])]);
    }

    public static void RequireUnique(string[] names, string owner)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name ?? throw new ArgumentException($"{owner} has a null name in its dictionary")))
                throw new ArgumentException($"{owner} names '{name}' twice in its dictionary; names must be unique");
        }
    }

    public static void RequireCodes(int[] codes, int names, int lowest, string owner)
    {
        for (var row = 0; row < codes.Length; row++)
        {
            if (codes[row] < lowest || codes[row] >= names)
                throw new ArgumentException($"{owner} has code {codes[row]} in row {row}; expected {lowest} to {names - 1}");
        }
    }

    private static Dictionary<string, int> Index(string[] names)
    {
        var index = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            index.Add(names[i], i);
        }

        return index;
    }
}
