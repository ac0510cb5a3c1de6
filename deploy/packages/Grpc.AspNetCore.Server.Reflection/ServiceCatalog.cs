using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Reflection;

/// <summary>The services that this host maps, and every symbol of the files that define them. Made at the first question.</summary>
internal sealed partial class ServiceCatalog
{
    private readonly Dictionary<string, FileDescriptor> _files = [];
    private readonly Dictionary<string, FileDescriptor> _symbols = [];

    public ServiceCatalog(EndpointDataSource endpoints, ILogger<ServiceCatalog> logger)
    {
        IEnumerable<Type> serviceTypes = endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
            .OfType<Type>()
            .Distinct();
        List<string> names = [];
        foreach (Type type in serviceTypes)
        {
            if (FindDescriptor(type) is not { } service)
            {
                LogNotDescribed(logger, type);
                continue;
            }

            names.Add(service.FullName);
            Add(service.File);
        }

        ServiceNames = names;
    }

    /// <summary>The mapped services, with their packages.</summary>
    public IReadOnlyList<string> ServiceNames { get; }

    public FileDescriptor? FindFile(string name) => _files.GetValueOrDefault(name);

    public FileDescriptor? FindSymbol(string fullName) => _symbols.GetValueOrDefault(fullName);

    // Generated services carry, on the base class they derive from, the type whose Descriptor describes them.
    private static ServiceDescriptor? FindDescriptor(Type serviceType) => serviceType
        .GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
        .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?
        .GetValue(null) as ServiceDescriptor;

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;
        foreach (FileDescriptor dependency in file.Dependencies)
            Add(dependency);
        foreach (EnumDescriptor type in file.EnumTypes)
            _symbols[type.FullName] = file;
        foreach (MessageDescriptor type in file.MessageTypes)
            Add(type, file);
        foreach (ServiceDescriptor service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (MethodDescriptor method in service.Methods)
                _symbols[method.FullName] = file;
        }
    }

    private void Add(MessageDescriptor message, FileDescriptor file)
    {
        _symbols[message.FullName] = file;
        foreach (EnumDescriptor type in message.EnumTypes)
            _symbols[type.FullName] = file;
        foreach (MessageDescriptor type in message.NestedTypes)
            Add(type, file);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{ServiceType} has no descriptor: reflection does not list it.")]
    private static partial void LogNotDescribed(ILogger logger, Type serviceType);
}
