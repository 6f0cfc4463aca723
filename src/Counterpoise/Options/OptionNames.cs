using System.Reflection;
using System.Text.RegularExpressions;

namespace Counterpoise.Options;

/// <summary>Names of options: those of properties in lower case with dashes.</summary>
internal static partial class OptionNames
{
    public static string Of(PropertyInfo property) => property.GetCustomAttribute<OptionNameAttribute>()?.Name ?? Words(property.Name);

    /// <summary>A name of C# in lower case, a dash before each word but the first.</summary>
    public static string Words(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    /// <summary>What is typed, with dashes for underscores, in lower case.</summary>
    public static string Typed(string name) => name.Trim().Replace('_', '-').ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")]
    private static partial Regex WordStart();
}
