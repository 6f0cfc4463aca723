using System.Text.RegularExpressions;
using Counterpoise.Data;

namespace Counterpoise.Workflows.Tables;

/// <summary>What the properties of how tables are read are called where people set them.</summary>
internal static partial class TableWords
{
    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(TableReadOptions.Target)] = "--target",
        [nameof(TableReadOptions.PositiveWhen)] = "--positive-when",
        [nameof(TableReadOptions.Weights)] = "--weights",
        [nameof(TableReadOptions.Groups)] = "--groups",
        [nameof(TableReadOptions.Time)] = "--time",
        [nameof(TableReadOptions.TimeFormat)] = "--time-format",
        [nameof(TableReadOptions.Exclude)] = "--exclude",
        [nameof(TableReadOptions.Kinds)] = "--categorical or --numeric",
        [nameof(TableReadOptions.MissingTokens)] = "--missing",
        [nameof(TableReadOptions.DecimalSeparator)] = "--decimal",
        [nameof(TableReadOptions.ThousandsSeparator)] = "--thousands",
        [nameof(TableReadOptions.Units)] = "--units",
        [nameof(TableReadOptions.Sheet)] = "--sheet",
        [nameof(TableReadOptions.Encoding)] = "--encoding",
        [nameof(TableReadOptions.HasHeader)] = "--header",
    };

    /// <summary>A text in which the properties bear the names of their options; what stands in quotes is of the file.</summary>
    public static string Rename(string text)
    {
        var named = text.Replace("HasHeader = false", "--no-header", StringComparison.Ordinal)
            .Replace("HasHeader = true", "--header", StringComparison.Ordinal);
        return string.Concat(named.Split('\'').Select((part, i) => i % 2 == 0
            ? Word().Replace(part, word => Names.GetValueOrDefault(word.Value, word.Value)) : $"'{part}'"));
    }

    /// <summary>A name in C#, not the part of a path or of a file's name.</summary>
    [GeneratedRegex(@"(?<![\w/.\\-])[A-Z]\w*(?![\w/\\-])")]
    private static partial Regex Word();
}
