using System.Globalization;

namespace Counterpoise.Tests.Cli;

/// <summary>The TCP sockets on which a process listens, as Linux tells them.</summary>
internal static class ListeningSockets
{
    private const string Listening = "0A";

    /// <summary>Addresses other than loopback at which a process can be reached.</summary>
    public static IEnumerable<string> BeyondThisMachine(int process)
    {
        var sockets = Directory.GetFiles($"/proc/{process}/fd").Select(f => File.ResolveLinkTarget(f, false)?.Name ?? "")
            .Where(n => n.StartsWith("socket:[", StringComparison.Ordinal)).Select(n => n[8..^1]).ToHashSet();
        return ((string[])["tcp", "tcp6"]).SelectMany(table => File.ReadLines($"/proc/{process}/net/{table}").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns[3] == Listening && sockets.Contains(columns[9]) && !IsLoopback(columns[1]))
            .Select(columns => $"process {process} listens at {columns[1]}");
    }

    /// <summary>An address in hexadecimal, the bytes of each word turned around: 127.x.y.z ends in 7F, ::1 in 01000000.</summary>
    private static bool IsLoopback(string address)
    {
        var host = address.Split(':')[0];
        return host.Length == 8 ? (uint.Parse(host, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 0xFF) == 127
            : host == "00000000000000000000000001000000" || host.StartsWith("0000000000000000FFFF0000", StringComparison.Ordinal)
            && host.EndsWith("7F", StringComparison.Ordinal);
    }
}
