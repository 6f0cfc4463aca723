using Mono.Cecil;
using NetArchTest.Rules;

namespace Counterpoise.Tests.House;

/// <summary>
/// Which folder of a room uses which other, by signatures and by code; collected while NetArchTest walks the room's types.
/// </summary>
/// <param name="folder">The folder of a type, or its namespace.</param>
/// <param name="isFront">Whether the second folder is a front of the first: what all folders beside it may use, and what may use them.
/// </param>
internal sealed class FolderGraph(Func<TypeReference, string> folder, Func<string, string, bool> isFront) : ICustomRule
{
    private readonly Dictionary<string, Dictionary<string, string>> _uses = [];

    /// <summary>Namespaces as folders; what lies in the room's own namespace is the front of all.</summary>
    public static FolderGraph OfNamespaces(string room) => new(Namespace, (_, used) => used == room);

    /// <summary>
    /// Folders as they lie on the disk, also where several share a namespace; what lies beside folders is their front.
    /// </summary>
    public static FolderGraph OfFiles(string room)
    {
        var root = Path.Combine(Repository.Root, "src", room);
        var folders = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .GroupBy(file => Path.GetFileName(file).Split('.')[0])
            .ToDictionary(file => file.Key, file => file.Select(f => Path.GetRelativePath(root, Path.GetDirectoryName(f)!)).ToArray());
        return new(type => Folder(room, folders, type), (own, used) => used == "." || own.StartsWith(used + '/', StringComparison.Ordinal));
    }

    /// <summary>The folders that use others.</summary>
    public IEnumerable<string> Folders => _uses.Keys;

    public bool MeetsRule(TypeDefinition type)
    {
        var own = folder(type);
        foreach (var used in Used(type).SelectMany(Parts).Where(used => used.Scope == type.Module))
        {
            var other = folder(used);
            if (other == own || isFront(own, other))
            {
                continue;
            }

            if (!_uses.TryGetValue(own, out var uses))
            {
                _uses[own] = uses = [];
            }

            uses.TryAdd(other, $"{type.FullName} uses {used.FullName}");
        }

        return true;
    }

    /// <summary>The uses that lead from a folder back to it, the shortest way; none where there is no circle.</summary>
    public IReadOnlyList<string> Circle(string start)
    {
        var ways = new Queue<(string At, string[] Way)>([(start, [])]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var here))
        {
            foreach (var (next, use) in _uses.TryGetValue(here.At, out var uses) ? uses : [])
            {
                if (next == start)
                {
                    return [.. here.Way, use];
                }

                if (seen.Add(next))
                {
                    ways.Enqueue((next, [.. here.Way, use]));
                }
            }
        }

        return [];
    }

    private static IEnumerable<TypeReference?> Used(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Select(a => a.AttributeType),
        .. type.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference?> Used(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(i => Used(i.Operand)) : [],
    ];

    private static IEnumerable<TypeReference?> Used(object? operand) => operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod method => [method.DeclaringType, .. method.GenericArguments],
        MemberReference member => [member.DeclaringType],
        _ => [],
    };

    /// <summary>A type and those it is made of: elements of arrays and pointers, arguments of generic types.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static string Namespace(TypeReference type) => type.DeclaringType is { } outer ? Namespace(outer) : type.Namespace;

    /// <summary>
    /// The folder that has a file of the type's name within the folder of its namespace; that of its namespace without one.
    /// </summary>
    private static string Folder(string room, Dictionary<string, string[]> folders, TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        var space = outer.Namespace.Length > room.Length ? outer.Namespace[(room.Length + 1)..].Replace('.', '/') : ".";
        return folders.TryGetValue(outer.Name.Split('`')[0], out var found)
            ? found.FirstOrDefault(f => f == space || f.StartsWith(space + '/', StringComparison.Ordinal)) ?? space : space;
    }
}
