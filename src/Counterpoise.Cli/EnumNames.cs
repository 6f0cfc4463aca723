using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Counterpoise.Cli;

/// <summary>
/// The values of options that are enums: read as the words that the documentation uses, such as <c>class-aware</c>, or as the names in C#.
/// </summary>
internal static partial class EnumNames
{
    /// <summary>Makes every option of an enum below a command read its values so, and show them in the help.</summary>
    public static void Use(Command command)
    {
        foreach (var option in command.Options)
        {
            if (Underlying(option.ValueType).IsEnum)
            {
                typeof(EnumNames).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(option.ValueType)
                    .Invoke(null, [option]);
            }
        }

        foreach (var verb in command.Subcommands)
        {
            Use(verb);
        }
    }

    /// <summary>A value in words: lower case, a dash before each word but the first.</summary>
    public static string Of(Enum value) => Word().Replace(value.ToString(), "-$0").ToLowerInvariant();

    private static void Read<T>(Option<T> option)
    {
        Enum[] values = [.. Enum.GetValues(Underlying(typeof(T))).Cast<Enum>()];
        option.HelpName ??= string.Join('|', values.Select(Of));
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Array.Find(values, value => Letters(value.ToString()) == Letters(text)) is { } value)
            {
                return (T)(object)value;
            }

            result.AddError($"{option.Name} is '{text}'; expected {string.Join(", ", values.Select(Of))}");
            return default!;
        };
    }

    /// <summary>Dashes and case do not matter: <c>adamw</c>, <c>AdamW</c> and <c>adam-w</c> are one.</summary>
    private static string Letters(string text) => text.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    [GeneratedRegex("(?<!^)[A-Z](?=[a-z])")]
    private static partial Regex Word();
}
