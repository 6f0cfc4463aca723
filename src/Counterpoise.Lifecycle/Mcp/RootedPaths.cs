using Counterpoise.Files;
using ModelContextProtocol;

namespace Counterpoise.Lifecycle.Mcp;

/// <summary>Paths within a folder: what an agent names lies there, also through links, or is refused.</summary>
internal sealed class RootedPaths(string root)
{
    private readonly RootedFolder _root = new(root);

    /// <summary>A path that may be read or written.</summary>
    /// <exception cref="McpException">It lies elsewhere.</exception>
    public string Resolve(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new McpException("a path is empty; expected one within the server's folder");
        return _root.Find(path) ?? throw new McpException($"'{path}' lies outside of the server's folder; expected a path within it");
    }

    /// <summary>A file that is there.</summary>
    /// <exception cref="McpException">It is not, or lies elsewhere.</exception>
    public string Existing(string path) => Resolve(path) is var full && (File.Exists(full) || Directory.Exists(full)) ? full
        : throw new McpException($"there is no file '{path}' in the server's folder");
}
