using System.Text.Json.Serialization;

namespace Counterpoise.Augmentation;

/// <summary>What the advisor found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AugmentationVerdict>))]
public enum AugmentationVerdict
{
    /// <summary>The model ranks as well as the flexible one, and augmentation changes nothing that can be seen: leave the data alone.</summary>
    NoRankingGainExpected,

    /// <summary>Changing the balance helps, and weights give all of it: synthetic rows add nothing that can be seen.</summary>
    ReweightingSuffices,

    /// <summary>Synthetic rows add something beyond weights.</summary>
    SyntheticHelps,

    /// <summary>Augmentation makes the ranking worse.</summary>
    Harmful,

    /// <summary>No gain was seen, although a more flexible model ranks better: change the model, not the data.</summary>
    ChangeTheModel,
}
