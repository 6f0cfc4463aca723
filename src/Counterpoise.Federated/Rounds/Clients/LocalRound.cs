using Counterpoise.Learning.Models;

namespace Counterpoise.Federated.Rounds;

/// <summary>One round at one client, as a method sees it.</summary>
public sealed class LocalRound : IDisposable
{
    private readonly Func<EmbeddingClassifier> _create;
    private readonly List<IDisposable> _owned = [];

    internal LocalRound(EmbeddingClassifier network, RoundRequest request, ClientData client, int[] labels, IReadOnlyDictionary<string,
        ModelState> memory, FederatedOptions options, Func<EmbeddingClassifier> create)
    {
        (Network, Request, Client, TrainingLabels, Options, _create) = (network, request, client, labels, options, create);
        Counts = ClientData.CountClasses(labels, client.ClassCount);
        Memory = memory.ToDictionary();
    }

    /// <summary>The network in training; it began the round with the global state.</summary>
    public EmbeddingClassifier Network { get; }

    /// <summary>What the server sent.</summary>
    public RoundRequest Request { get; }

    /// <summary>The client's rows.</summary>
    public ClientData Client { get; }

    /// <summary>The class of each row that is trained on: the original one, or that after re-labelling.</summary>
    public IReadOnlyList<int> TrainingLabels { get; }

    /// <summary>Rows of each class among <see cref="TrainingLabels"/>, [C].</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The federation's options.</summary>
    public FederatedOptions Options { get; }

    /// <summary>
    /// States that the client keeps from round to round, by name; what a method puts here is there again in its next round.
    /// </summary>
    public Dictionary<string, ModelState> Memory { get; }

    /// <summary>Tensors that a method makes at the start of the round, by name; disposed at its end.</summary>
    public Dictionary<string, Tensor> Tensors { get; } = [];

    /// <summary>Networks that a method makes at the start of the round, by name; disposed at its end.</summary>
    public Dictionary<string, EmbeddingClassifier> Networks { get; } = [];

    /// <summary>Steps of the optimiser so far.</summary>
    public int Steps { get; internal set; }

    /// <summary>
    /// Σ of the weights with which gradients enter the change of the parameters, over the learning rate: the number of steps without
    /// momentum, [τ − ρ (1 − ρ^τ) / (1 − ρ)] / (1 − ρ) with momentum ρ.
    /// </summary>
    public double EffectiveSteps => Momentum.EffectiveSteps(Steps, Options.Momentum);

    /// <summary>Makes a network that holds a state, in eval mode and without gradients, and keeps it until the end of the round.</summary>
    /// <param name="name">Under what name it is kept.</param>
    /// <param name="state">The state.</param>
    public void Freeze(string name, ModelState state)
    {
        var network = _create();
        _owned.Add(network);
        state.CopyTo(network);
        network.eval();
        foreach (var parameter in network.parameters())
        {
            parameter.requires_grad = false;
        }

        Networks[name] = network;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }

        _owned.ForEach(network => network.Dispose());
    }
}
