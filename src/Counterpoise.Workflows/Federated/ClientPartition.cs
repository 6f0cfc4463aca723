namespace Counterpoise.Workflows.Federated;

/// <summary>How the training rows of one data set are dealt to clients.</summary>
public enum ClientPartition
{
    /// <summary>Each class draws its proportions over clients from Dirichlet(α), each row by a draw of its own (FedReLa's code).</summary>
    Dirichlet,

    /// <summary>The same proportions, but the shuffled rows of a class are cut at them (Flower, PFLlib).</summary>
    DirichletProportional,

    /// <summary>At random, in equal numbers.</summary>
    Iid,

    /// <summary>Rows sorted by class and cut into shards, which are dealt out.</summary>
    Shards,

    /// <summary>Each client holds a few classes.</summary>
    Pathological,

    /// <summary>Equal class proportions, sizes drawn from Dirichlet(α).</summary>
    Quantity,

    /// <summary>A client for each value of a column, or for each group of images.</summary>
    ByColumn,
}
