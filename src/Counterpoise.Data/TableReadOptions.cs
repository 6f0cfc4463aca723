using System.Text;
using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>How a file becomes a table.</summary>
public sealed record TableReadOptions
{
    /// <summary>Name of the class column. Default null: the table has no labels, except that KEEL files name their own output.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the last column is the class where neither <see cref="Target"/> nor the file names one, as is the custom of ARFF files. Default false.</summary>
    public bool LastColumnIsTarget { get; init; }

    /// <summary>Name of the column of row weights, or null (default).</summary>
    public string? Weights { get; init; }

    /// <summary>Name of the column of groups, or null (default).</summary>
    public string? Groups { get; init; }

    /// <summary>Name of the column of time, or null (default). ISO 8601 dates become seconds since 1970 in UTC.</summary>
    public string? Time { get; init; }

    /// <summary>Names of columns to leave out, such as ids and columns that give the answer away. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Kinds of columns where the inferred one would be wrong, such as a postcode that looks like a number. Default: none.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Kinds { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>Texts that mean missing, compared as they stand. Default: those of <see cref="SchemaInference.MissingTokens"/>.</summary>
    public IReadOnlySet<string> MissingTokens { get; init; } = SchemaInference.MissingTokens;

    /// <summary>What parts whole numbers from fractions: '.' (default) or ','. With a comma, a number with a point is none.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>Encoding of a text file without a byte order mark. Default null: UTF-8, and a file that is not is refused.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Field separator of delimited files. Default null: a tab for .tsv and .tab, else the commonest of comma, semicolon, tab and bar in the first line.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether the first line of a delimited file names the columns. Default true; without names they are x0, x1, …</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Collects every fault into one exception.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Separator is '"' or '\r' or '\n')
            faults.Add("Separator is a quote or line break; expected another character such as ',' or ';'");
        if (DecimalSeparator is not ('.' or ','))
            faults.Add($"DecimalSeparator is '{DecimalSeparator}'; expected '.' or ','");
        string?[] roles = [Target, Weights, Groups, Time];
        var named = roles.OfType<string>().ToArray();
        if (named.Any(n => n.Length == 0))
            faults.Add("a role is an empty name; expected a column name, or null for none");
        if (named.Distinct().Count() < named.Length)
            faults.Add($"one column has two roles ({string.Join(", ", named)}); Target, Weights, Groups and Time need different columns");
        faults.AddRange(Exclude.Intersect(named).Select(n => $"column '{n}' is excluded and has a role; choose one"));
        if (faults.Count > 0)
            throw new ArgumentException($"table options: {string.Join("; ", faults)}");
    }
}
