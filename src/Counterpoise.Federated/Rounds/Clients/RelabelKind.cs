namespace Counterpoise.Federated.Rounds;

/// <summary>What clients do with their labels when the round of re-labelling comes.</summary>
public enum RelabelKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><see cref="Relabelling.FedReLa"/>.</summary>
    FedReLa,

    /// <summary>As many moves as <see cref="Relabelling.FedReLa"/> would make, of rows drawn at random: its control.</summary>
    Random,
}
