using System.Globalization;

namespace Counterpoise.Torch.Collectives;

/// <summary>The environment variables by which launchers tell a process its place.</summary>
internal sealed class LaunchVariables(Func<string, string?> read)
{
    private readonly List<string> _faults = [];

    public ProcessGroupOptions ToOptions()
    {
        var size = Number("WORLD_SIZE", 1, int.MaxValue, "the number of processes");
        var rank = Number("RANK", 0, size is { } s ? s - 1 : int.MaxValue, "this process's number");
        var port = Number("MASTER_PORT", 1, 65535, "the port at which all meet");
        var address = Text("MASTER_ADDR");
        if (address is null)
        {
            _faults.Add("MASTER_ADDR is not set, the host of rank 0 was expected");
        }

        var local = Text("LOCAL_RANK") is null ? rank : Number("LOCAL_RANK", 0, int.MaxValue, "this process's number on its machine");
        var served = Text("TORCHELASTIC_USE_AGENT_STORE") == bool.TrueString;
        if (_faults.Count > 0)
        {
            throw new ArgumentException($"this process was not started as one of a group: {string.Join("; ", _faults)}. Start it with torchrun, or set RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR and MASTER_PORT for each process");
        }

        return new ProcessGroupOptions
        {
            Rank = rank!.Value,
            Size = size!.Value,
            LocalRank = local!.Value,
            Address = address!,
            Port = port!.Value,
            KeyPrefix = served ? $"/worker/attempt_{Text("TORCHELASTIC_RESTART_COUNT") ?? "0"}" : "",
            NetworkInterface = Text("GLOO_SOCKET_IFNAME"),
        };
    }

    private string? Text(string name) => read(name) is { Length: > 0 } text ? text : null;

    private int? Number(string name, int least, int most, string what)
    {
        var text = Text(name);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        var range = most == int.MaxValue ? $"from {least}" : $"in [{least}, {most}]";
        _faults.Add($"{name} {(text is null ? "is not set" : $"is '{text}'")}, {what} was expected, a whole number {range}");
        return null;
    }
}
