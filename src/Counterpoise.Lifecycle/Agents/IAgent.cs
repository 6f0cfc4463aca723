namespace Counterpoise.Lifecycle.Agents;

/// <summary>
/// One kind of work in a pipeline: takes artifacts of known kinds, and makes one of a known kind. It holds no state, reads nothing but what
/// it is given, and makes the same of the same, so that a run that was killed goes on and equal work is done once.
/// </summary>
public interface IAgent
{
    /// <summary>The name in plans, such as <c>cleaning</c>.</summary>
    string Name { get; }

    /// <summary>Raised when it makes something else of the same input.</summary>
    string Version { get; }

    /// <summary>What it does, in one sentence.</summary>
    string Description { get; }

    /// <summary>Kinds of the artifacts that it takes.</summary>
    IReadOnlyList<string> Takes { get; }

    /// <summary>Kind of the artifact that it makes.</summary>
    string Gives { get; }

    /// <summary>What can be set.</summary>
    IReadOnlyList<AgentParameter> Parameters { get; }

    /// <summary>Works.</summary>
    /// <param name="context">Inputs, parameters and seed.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="AgentStopException">The input cannot be worked on, for a reason that a person should read.</exception>
    AgentOutput Run(AgentContext context, CancellationToken cancellationToken = default);

    /// <summary>Other parameters to try after a validator found faults; null where there are none to try.</summary>
    /// <param name="parameters">Those that led to the faults.</param>
    /// <param name="faults">The faults.</param>
    IReadOnlyDictionary<string, string>? Relax(IReadOnlyDictionary<string, string> parameters, IReadOnlyList<StepFault> faults) => null;
}
