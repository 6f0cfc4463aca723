using System.Globalization;
using System.Text.RegularExpressions;
using Counterpoise.Comparisons;

namespace Counterpoise.Experiments;

/// <summary>
/// What a cell is known by: the experiment, the number of its protocol, and everything that determines the result, each under an
/// explicit name in snake_case. No name of C# stands in it, so that any of them can be changed without losing a result.
/// </summary>
public sealed partial class CellKey
{
    private CellKey(IReadOnlyDictionary<string, string> settings)
    {
        Settings = settings;
        Hash = ConfigHash.Of(settings);
    }

    /// <summary>All settings by name, experiment and protocol among them.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The name under which the cell is kept, see <see cref="ConfigHash"/>.</summary>
    public string Hash { get; }

    /// <summary>Makes a key.</summary>
    /// <param name="experiment">The experiment, such as <c>table</c>.</param>
    /// <param name="protocol">The number of its protocol, raised whenever equal settings would give another result.</param>
    /// <param name="settings">Names in snake_case, with dots between parts, and values in invariant culture.</param>
    /// <exception cref="ArgumentException">A name is not in snake_case, or stands twice.</exception>
    public static CellKey Of(string experiment, int protocol, IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["experiment"] = experiment,
            ["protocol"] = protocol.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in settings)
        {
            if (!SnakeCase().IsMatch(name))
            {
                throw new ArgumentException(
                    $"setting '{name}' found; expected lower case with underscores, such as batch_size", nameof(settings));
            }

            if (!all.TryAdd(name, value))
            {
                throw new ArgumentException($"setting '{name}' found twice, each name is expected once", nameof(settings));
            }
        }

        return new CellKey(all);
    }

    /// <summary>A name that is typed, such as <c>smote-enn</c> or <c>neighbors.metric</c>, in snake_case.</summary>
    /// <param name="typed">The name.</param>
    public static string NameOf(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        return typed.Replace('-', '_');
    }

    /// <inheritdoc/>
    public override string ToString() => Hash;

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$")]
    private static partial Regex SnakeCase();
}
