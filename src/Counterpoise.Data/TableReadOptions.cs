using System.Text;
using Counterpoise.Data.Text;
using Counterpoise.Messages;
using Counterpoise.Options;
using Counterpoise.Tables;

namespace Counterpoise.Data;

/// <summary>How a file becomes a table.</summary>
public sealed record TableReadOptions
{
    /// <summary>Name of the class column. Default null: the table has no labels, except that KEEL files name their own output.</summary>
    public string? Target { get; init; }

    /// <summary>
    /// Whether the last column is the class where neither <see cref="Target"/> nor the file names one, as is the custom of ARFF files.
    /// Default false.
    /// </summary>
    public bool LastColumnIsTarget { get; init; }

    /// <summary>Name of the column of row weights, or null (default).</summary>
    public string? Weights { get; init; }

    /// <summary>Name of the column of groups, or null (default).</summary>
    public string? Groups { get; init; }

    /// <summary>
    /// Name of the column of time, or null (default): numbers, or ISO 8601 dates, which become seconds since 1970 in UTC. Nothing else is
    /// taken.
    /// </summary>
    public string? Time { get; init; }

    /// <summary>
    /// How the column of time is written where it is not ISO 8601, such as <c>dd/MM/yyyy</c> or <c>dd.MM.yyyy HH:mm</c>: a custom format of
    /// .NET, read exactly and in the invariant culture. Default null.
    /// </summary>
    public string? TimeFormat { get; init; }

    /// <summary>
    /// Which numbers of <see cref="Target"/> are the positive class, such as <c>&gt;0</c> of a count; the others are the negative one.
    /// Default null: each text of the target is a class.
    /// </summary>
    public ClassRule? PositiveWhen { get; init; }

    /// <summary>Names of columns to leave out, such as ids and columns that give the answer away. Default: none.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>
    /// Kinds of columns where the inferred one would be wrong, such as a postcode that looks like a number. Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, ColumnKind> Kinds { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>Texts that mean missing, compared as they stand. Default: those of <see cref="SchemaInference.MissingTokens"/>.</summary>
    public IReadOnlySet<string> MissingTokens { get; init; } = SchemaInference.MissingTokens;

    /// <summary>The decimal separator: '.' (default) or ','. With a comma, a number with a point is none.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>
    /// The thousands separator, as in <c>1,234.50</c>: ',' '.' '\'' '_' or ' ' (any blank); null (default) where nothing does.
    /// </summary>
    public char? ThousandsSeparator { get; init; }

    /// <summary>
    /// Whether numbers may bear a currency, a percent sign or a unit, the same in all rows of a column: <c>12 %</c> is 12. Default false:
    /// such a column is categorical, and is doubtful.
    /// </summary>
    public bool Units { get; init; }

    /// <summary>
    /// Whether columns keep the text of each cell that would be written otherwise, such as <c>10.10</c> or <c>NA</c>. Default false; it
    /// costs memory.
    /// </summary>
    public bool KeepTexts { get; init; }

    /// <summary>Name of the sheet of a workbook. Default null: the only one that holds something.</summary>
    public string? Sheet { get; init; }

    /// <summary>Encoding of a text file without a byte order mark. Default null: UTF-8, and a file that is not is refused.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>
    /// Field separator of delimited files. Default null: a tab for .tsv and .tab, else the most frequent of comma, semicolon, tab and bar
    /// in the first line.
    /// </summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Whether the first line of a delimited file or sheet names the columns; without names they are x0, x1, … Default null: it does, and a
    /// file whose first line looks like a row is refused.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>How numbers are written.</summary>
    public NumberFormat Numbers => new() { DecimalSeparator = DecimalSeparator, ThousandsSeparator = ThousandsSeparator, Units = Units };

    /// <summary>Collects every fault into one exception.</summary>
    /// <exception cref="InvalidOptionsException">An option is out of range.</exception>
    public void Validate()
    {
        var faults = new List<Message>();
        if (Separator is '"' or '\r' or '\n')
            faults.Add("Separator is a quote or line break; expected another character such as ',' or ';'");
        if (Numbers.Fault() is { } number)
            faults.Add(number);
        if (TimeFormat is not null && ExactDate.Fault(TimeFormat) is { } format)
            faults.Add(format);
        if (TimeFormat is not null && Time is null)
            faults.Add($"{new SettingPart(nameof(TimeFormat))} is '{TimeFormat}' and {new SettingPart(nameof(Time))} names no column; name "
                + $"the column of time, "
                + $"or leave the format out");
        string?[] roles = [Target, Weights, Groups, Time];
        var named = roles.OfType<string>().ToArray();
        if (named.Any(n => n.Length == 0))
            faults.Add("a role is an empty name; expected a column name, or null for none");
        if (named.Distinct().Count() < named.Length)
            faults.Add($"one column has two roles ({string.Join(", ", named)}); {new SettingPart(nameof(Target))}, "
                + $"{new SettingPart(nameof(Weights))}, {new SettingPart(nameof(Groups))} and {new SettingPart(nameof(Time))} need "
                + $"different "
                + $"columns");
        faults.AddRange(Exclude.Intersect(named).Select(n => (Message)$"column '{n}' is excluded and has a role; choose one"));
        if (faults.Count > 0)
            throw new InvalidOptionsException("table options", faults);
    }
}
