using Counterpoise.Transfer.Strategies;

namespace Counterpoise.Transfer.Experiments;

/// <summary>A strategy with its options under a name of its own, as experiments compare them.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Strategy">The strategy.</param>
/// <param name="Options">Its options; the seed is replaced by each draw's.</param>
public sealed record TransferArm(string Name, IFragilityStrategy Strategy, TransferOptions Options)
{
    /// <summary>Name of the arm that takes the closest source as it is.</summary>
    public const string Direct = "direct";

    /// <summary>Name of the arm that knows the target's records alone.</summary>
    public const string TargetOnly = "target-only";

    /// <summary>Name of the arm that knows the target's records alone, with Firth's penalty.</summary>
    public const string TargetFirth = "target-firth";

    /// <summary>
    /// All strategies with default options, and parameter-based transfer with learned widths and with the narrow width of 0.3 besides.
    /// </summary>
    public static IReadOnlyList<TransferArm> Defaults { get; } = MakeDefaults();

    private static TransferArm[] MakeDefaults()
    {
        var options = new TransferOptions { FusionReplicates = 0 };
        TransferArm Make(string name, TransferOptions? changed = null) => new(name, FragilityTransfer.Named(name), changed ?? options);
        return
        [
            Make(Direct), Make("source-average"), Make(TargetOnly), Make(TargetFirth), Make("instance"), Make("parameter"),
            Make("parameter") with { Name = "parameter, learned", Options = options with { Width = PriorWidth.Learned } },
            Make("parameter") with { Name = "parameter, 0.3", Options = options with { MedianDeviation = 0.3 } },
            Make("hierarchical"), Make("fusion"),
        ];
    }
}
