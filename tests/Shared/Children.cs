using System.Globalization;

namespace Counterpoise.Tests;

/// <summary>
/// The children of a running process on Linux, by the parent that each process names. The lists that the system keeps by thread vanish
/// with a thread, which a busy program ends at any moment.
/// </summary>
internal static class Children
{
    public static int[] Of(int process) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(id => Parent(id) == process)];

    // The second number after the name in brackets, which may hold spaces and brackets itself; none for a process that has ended.
    private static int? Parent(int process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
