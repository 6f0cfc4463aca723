using System.Security.Cryptography;

namespace Counterpoise.Workflows;

/// <summary>What a file holds, in a few characters: kept results of it are taken again only while it is the same.</summary>
internal static class FileFingerprint
{
    /// <summary>The SHA-256 of a file's bytes, in lower-case hexadecimal digits.</summary>
    /// <param name="file">A file that is there.</param>
    public static string Of(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
