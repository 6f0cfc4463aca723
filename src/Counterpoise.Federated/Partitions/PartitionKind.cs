namespace Counterpoise.Federated.Partitions;

/// <summary>How rows are dealt to clients.</summary>
public enum PartitionKind
{
    /// <summary>At random, in equal numbers.</summary>
    Iid,

    /// <summary>
    /// Each class draws its proportions over the clients from Dirichlet(α), then each row of the class is assigned by a draw of its own:
    /// the form of FedReLa's and CReFF's code.
    /// </summary>
    DirichletPerSample,

    /// <summary>
    /// Each class draws its proportions over the clients from Dirichlet(α), and its shuffled rows are cut at them: the form of Flower and
    /// PFLlib.
    /// </summary>
    DirichletCut,

    /// <summary>
    /// Rows are sorted by class and cut into shards of equal size; each client is dealt some of them (McMahan et al. 2017).
    /// </summary>
    Shards,

    /// <summary>Each client holds a few classes, dealt in turn; the rows of a class are shared equally among its clients.</summary>
    Pathological,

    /// <summary>Equal class proportions, but sizes drawn from Dirichlet(α).</summary>
    QuantitySkew,
}
