using System.Text.Json.Serialization;

namespace Counterpoise.Augmentation;

/// <summary>What the advisor found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AugmentationVerdict>))]
public enum AugmentationVerdict
{
    /// <summary>Whatever augmentation gains lies below the margin: leave the data alone.</summary>
    NoGainAboveMargin,

    /// <summary>The interval is too wide to say: more positive rows would tell.</summary>
    Undecided,

    /// <summary>Changing the balance helps, and weights give all of it: synthetic rows add nothing that can be seen.</summary>
    ReweightingSuffices,

    /// <summary>Synthetic rows add something beyond weights.</summary>
    SyntheticHelps,

    /// <summary>Augmentation makes the ranking worse.</summary>
    Harmful,

    /// <summary>No gain above the margin, although a more flexible model ranks better: change the model, not the data.</summary>
    ChangeTheModel,
}
