using Counterpoise.Data;
using Counterpoise.Messages;

namespace Counterpoise.Workflows.Tables;

/// <summary>What the settings of how tables are read and split are called where people set them.</summary>
internal static class TableWords
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
        ["folds"] = "--folds",
        ["timeGap"] = "--gap",
    };

    /// <summary>A message in which the properties bear the names of their options.</summary>
    public static Message WithOptions(this Message message) => message.Word(part => part switch
    {
        SettingPart { Property: nameof(TableReadOptions.HasHeader), Value: "false" } => "--no-header",
        SettingPart setting => Names.GetValueOrDefault(setting.Property),
        _ => null,
    });
}
