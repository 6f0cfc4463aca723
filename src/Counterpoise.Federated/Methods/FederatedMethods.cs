using Counterpoise.Federated.Rounds;

namespace Counterpoise.Federated.Methods;

/// <summary>The methods by name, with their default options.</summary>
public static class FederatedMethods
{
    private static readonly Func<IFederatedMethod>[] Makers =
    [
        () => new FedAvg(), () => new FedProx(), () => new FedNova(), () => new Scaffold(), () => new Moon(), () => new FedLc(),
        () => new LocalBalancedSoftmax(), () => new Creff(), () => new FedEtf(), () => new FedLoGe(),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Makers.Select(make => make().Name)];

    /// <summary>Makes a method.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such method; the message lists those there are.</exception>
    public static IFederatedMethod Create(string name) => Makers.Select(make => make()).FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"no federated method '{name}'; there are {string.Join(", ", Names)}", nameof(name));
}
