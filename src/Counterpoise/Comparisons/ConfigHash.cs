using System.Security.Cryptography;
using System.Text;

namespace Counterpoise.Comparisons;

/// <summary>The name under which a finished cell is kept: a hash of everything that determines its result.</summary>
public static class ConfigHash
{
    /// <summary>
    /// Hashes named settings; their order does not matter. The first 16 bytes of SHA-256, as 32 lower-case hexadecimal digits.
    /// </summary>
    /// <param name="settings">Each name once, with its value in invariant culture.</param>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public static string Of(IEnumerable<KeyValuePair<string, string>> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var sorted = settings.OrderBy(s => s.Key, StringComparer.Ordinal).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < sorted.Length; i++)
        {
            var (name, value) = sorted[i];
            if (i > 0 && sorted[i - 1].Key == name)
            {
                throw new ArgumentException($"setting '{name}' found twice, each name is expected once", nameof(settings));
            }

            // Lengths keep ("ab","c") and ("a","bc") apart.
            text.Append(name.Length).Append(':').Append(name).Append('=').Append(value.Length).Append(':').Append(value).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
