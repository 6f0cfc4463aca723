namespace Counterpoise.Torch.Collectives;

/// <summary>Who takes part in a process group and where they meet.</summary>
public sealed record ProcessGroupOptions
{
    /// <summary>This process's number, in [0, <see cref="Size"/>).</summary>
    public int Rank { get; init; }

    /// <summary>How many processes there are, at least 1. Default 1.</summary>
    public int Size { get; init; } = 1;

    /// <summary>This process's number on its machine, not negative: the GPU it takes. Default 0.</summary>
    public int LocalRank { get; init; }

    /// <summary>The host of rank 0, where all meet. Default 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The TCP port there, in [1, 65535]. Default 29500, as PyTorch's.</summary>
    public int Port { get; init; } = 29500;

    /// <summary>A file on a disk that all processes see, to meet in instead of at <see cref="Address"/>; it must be new for each group. Default null.</summary>
    public string? StoreFile { get; init; }

    /// <summary>Where the launcher itself serves the meeting point: the prefix of this group's keys there. Default empty: rank 0 serves it.</summary>
    public string KeyPrefix { get; init; } = "";

    /// <summary>How long a process waits for its peers, both to meet and in every collective; positive. Default 30 minutes, as PyTorch's.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>What carries the messages. Default Gloo.</summary>
    public CollectiveBackend Backend { get; init; }

    /// <summary>The network interface that Gloo binds to, such as eth0; null takes the one of the host's name, or loopback when all meet there. Default null.</summary>
    public string? NetworkInterface { get; init; }

    /// <summary>
    /// Reads what torchrun sets: RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT, all needed; LOCAL_RANK, without which it is RANK; and
    /// GLOO_SOCKET_IFNAME. Under torchrun the launcher serves the meeting point (TORCHELASTIC_USE_AGENT_STORE).
    /// </summary>
    /// <param name="read">Reads a variable, null where it is not set; the process's environment by default.</param>
    /// <exception cref="ArgumentException">A variable is missing or out of its range; all are listed.</exception>
    public static ProcessGroupOptions FromEnvironment(Func<string, string?>? read = null) => new LaunchVariables(read ?? Environment.GetEnvironmentVariable).ToOptions();

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">At least one value is out of its range; all are listed.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Require(Size >= 1, $"Size is {Size}; it must be at least 1");
        Require(Rank >= 0 && Rank < Math.Max(Size, 1), $"Rank is {Rank}; it must be in [0, Size) with Size = {Size}");
        Require(LocalRank >= 0, $"LocalRank is {LocalRank}; it must not be negative");
        Require(StoreFile is not null || Address.Length > 0, $"Address is empty; name the host of rank 0");
        Require(StoreFile is not null || Port is >= 1 and <= 65535, $"Port is {Port}; it must be in [1, 65535]");
        Require(Timeout > TimeSpan.Zero, $"Timeout is {Timeout}; it must be positive");
        if (faults.Count > 0)
        {
            throw new ArgumentException($"{nameof(ProcessGroupOptions)}: {string.Join("; ", faults)}");
        }

        void Require(bool holds, FormattableString fault)
        {
            if (!holds)
            {
                faults.Add(FormattableString.Invariant(fault));
            }
        }
    }
}
