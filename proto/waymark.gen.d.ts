// Generated from waymark.proto by `npm run generate`: do not edit.
import * as $protobuf from "protobufjs/minimal.js";

/** Namespace waymark. */
export namespace waymark {

    /**
     * Properties of a Record.
     * @deprecated Use waymark.Record.$Properties instead.
     */
    interface IRecord extends waymark.Record.$Properties {
    }

    /** Represents a Record. */
    class Record {

        /**
         * Constructs a new Record.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Record.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Record events. */
        events?: (waymark.Events.$Properties|null);

        /** Record link. */
        link?: (waymark.Link.$Properties|null);

        /** Record tick. */
        tick?: (waymark.Tick.$Properties|null);

        /** Record activate. */
        activate?: (waymark.Activate.$Properties|null);

        /** Record command. */
        command?: (waymark.Command.$Properties|null);

        /** Record replay. */
        replay?: (waymark.Replay.$Properties|null);

        /** Record body. */
        body?: ("events"|"link"|"tick"|"activate"|"command"|"replay");

        /**
         * Creates a new Record instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Record instance
         */
        static create(properties: waymark.Record.$Shape): waymark.Record & waymark.Record.$Shape;
        static create(properties?: waymark.Record.$Properties): waymark.Record;

        /**
         * Encodes the specified Record message. Does not implicitly {@link waymark.Record.verify|verify} messages.
         * @param message Record message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Record.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Record message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Record & waymark.Record.$Shape} Record
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Record & waymark.Record.$Shape;
    }

    namespace Record {

        /** Properties of a Record. */
        interface $Properties {

            /** Record events */
            events?: (waymark.Events.$Properties|null);

            /** Record link */
            link?: (waymark.Link.$Properties|null);

            /** Record tick */
            tick?: (waymark.Tick.$Properties|null);

            /** Record activate */
            activate?: (waymark.Activate.$Properties|null);

            /** Record command */
            command?: (waymark.Command.$Properties|null);

            /** Record replay */
            replay?: (waymark.Replay.$Properties|null);

            /** Record body */
            body?: ("events"|"link"|"tick"|"activate"|"command"|"replay");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Record. */
        type $Shape = {
          events?: waymark.Events.$Shape|null;
          link?: waymark.Link.$Shape|null;
          tick?: waymark.Tick.$Shape|null;
          activate?: waymark.Activate.$Shape|null;
          command?: waymark.Command.$Shape|null;
          replay?: waymark.Replay.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; events?: null; link?: null; tick?: null; activate?: null; command?: null; replay?: null }|{ body?: "events"; events: waymark.Events.$Shape; link?: null; tick?: null; activate?: null; command?: null; replay?: null }|{ body?: "link"; events?: null; link: waymark.Link.$Shape; tick?: null; activate?: null; command?: null; replay?: null }|{ body?: "tick"; events?: null; link?: null; tick: waymark.Tick.$Shape; activate?: null; command?: null; replay?: null }|{ body?: "activate"; events?: null; link?: null; tick?: null; activate: waymark.Activate.$Shape; command?: null; replay?: null }|{ body?: "command"; events?: null; link?: null; tick?: null; activate?: null; command: waymark.Command.$Shape; replay?: null }|{ body?: "replay"; events?: null; link?: null; tick?: null; activate?: null; command?: null; replay: waymark.Replay.$Shape })
        );
    }

    /**
     * Properties of an Events.
     * @deprecated Use waymark.Events.$Properties instead.
     */
    interface IEvents extends waymark.Events.$Properties {
    }

    /** Represents an Events. */
    class Events {

        /**
         * Constructs a new Events.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Events.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Events strings. */
        strings: string[];

        /** Events events. */
        events: waymark.Event.$Properties[];

        /**
         * Creates a new Events instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Events instance
         */
        static create(properties: waymark.Events.$Shape): waymark.Events & waymark.Events.$Shape;
        static create(properties?: waymark.Events.$Properties): waymark.Events;

        /**
         * Encodes the specified Events message. Does not implicitly {@link waymark.Events.verify|verify} messages.
         * @param message Events message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Events.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Events message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Events & waymark.Events.$Shape} Events
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Events & waymark.Events.$Shape;
    }

    namespace Events {

        /** Properties of an Events. */
        interface $Properties {

            /** Events strings */
            strings?: (string[]|null);

            /** Events events */
            events?: (waymark.Event.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Events. */
        type $Shape = {
          strings?: string[]|null;
          events?: waymark.Event.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of an Event.
     * @deprecated Use waymark.Event.$Properties instead.
     */
    interface IEvent extends waymark.Event.$Properties {
    }

    /** Represents an Event. */
    class Event {

        /**
         * Constructs a new Event.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Event.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Event kind. */
        kind: number;

        /** Event name. */
        name: number;

        /** Event timeMs. */
        timeMs: number;

        /** Event messageId. */
        messageId: string;

        /** Event identifiers. */
        identifiers: waymark.Identifier.$Properties[];

        /** Event properties. */
        properties: waymark.Property.$Properties[];

        /** Event source. */
        source: number;

        /** Event receivedMs. */
        receivedMs: number;

        /**
         * Creates a new Event instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Event instance
         */
        static create(properties: waymark.Event.$Shape): waymark.Event & waymark.Event.$Shape;
        static create(properties?: waymark.Event.$Properties): waymark.Event;

        /**
         * Encodes the specified Event message. Does not implicitly {@link waymark.Event.verify|verify} messages.
         * @param message Event message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Event.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Event message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Event & waymark.Event.$Shape} Event
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Event & waymark.Event.$Shape;
    }

    namespace Event {

        /** Properties of an Event. */
        interface $Properties {

            /** Event kind */
            kind?: (number|null);

            /** Event name */
            name?: (number|null);

            /** Event timeMs */
            timeMs?: (number|null);

            /** Event messageId */
            messageId?: (string|null);

            /** Event identifiers */
            identifiers?: (waymark.Identifier.$Properties[]|null);

            /** Event properties */
            properties?: (waymark.Property.$Properties[]|null);

            /** Event source */
            source?: (number|null);

            /** Event receivedMs */
            receivedMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Event. */
        type $Shape = {
          kind?: number|null;
          name?: number|null;
          timeMs?: number|null;
          messageId?: string|null;
          identifiers?: waymark.Identifier.$Shape[]|null;
          properties?: waymark.Property.$Shape[]|null;
          source?: number|null;
          receivedMs?: number|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of an Identifier.
     * @deprecated Use waymark.Identifier.$Properties instead.
     */
    interface IIdentifier extends waymark.Identifier.$Properties {
    }

    /** Represents an Identifier. */
    class Identifier {

        /**
         * Constructs a new Identifier.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Identifier.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Identifier type. */
        type: number;

        /** Identifier value. */
        value: string;

        /**
         * Creates a new Identifier instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Identifier instance
         */
        static create(properties: waymark.Identifier.$Shape): waymark.Identifier & waymark.Identifier.$Shape;
        static create(properties?: waymark.Identifier.$Properties): waymark.Identifier;

        /**
         * Encodes the specified Identifier message. Does not implicitly {@link waymark.Identifier.verify|verify} messages.
         * @param message Identifier message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Identifier.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Identifier message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Identifier & waymark.Identifier.$Shape} Identifier
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Identifier & waymark.Identifier.$Shape;
    }

    namespace Identifier {

        /** Properties of an Identifier. */
        interface $Properties {

            /** Identifier type */
            type?: (number|null);

            /** Identifier value */
            value?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Identifier. */
        type $Shape = waymark.Identifier.$Properties;
    }

    /**
     * Properties of a Property.
     * @deprecated Use waymark.Property.$Properties instead.
     */
    interface IProperty extends waymark.Property.$Properties {
    }

    /** Represents a Property. */
    class Property {

        /**
         * Constructs a new Property.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Property.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Property key. */
        key: number;

        /** Property value. */
        value?: (waymark.Value.$Properties|null);

        /**
         * Creates a new Property instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Property instance
         */
        static create(properties: waymark.Property.$Shape): waymark.Property & waymark.Property.$Shape;
        static create(properties?: waymark.Property.$Properties): waymark.Property;

        /**
         * Encodes the specified Property message. Does not implicitly {@link waymark.Property.verify|verify} messages.
         * @param message Property message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Property.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Property message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Property & waymark.Property.$Shape} Property
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Property & waymark.Property.$Shape;
    }

    namespace Property {

        /** Properties of a Property. */
        interface $Properties {

            /** Property key */
            key?: (number|null);

            /** Property value */
            value?: (waymark.Value.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Property. */
        type $Shape = {
          key?: number|null;
          value?: waymark.Value.$Shape|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Value.
     * @deprecated Use waymark.Value.$Properties instead.
     */
    interface IValue extends waymark.Value.$Properties {
    }

    /** Represents a Value. */
    class Value {

        /**
         * Constructs a new Value.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Value.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Value number. */
        number?: (number|null);

        /** Value text. */
        text?: (string|null);

        /** Value flag. */
        flag?: (boolean|null);

        /** Value term. */
        term?: (number|null);

        /** Value list. */
        list?: (waymark.List.$Properties|null);

        /** Value fields. */
        fields?: (waymark.Fields.$Properties|null);

        /** Value null. */
        null?: (boolean|null);

        /** Value of. */
        of?: ("number"|"text"|"flag"|"term"|"list"|"fields"|"null");

        /**
         * Creates a new Value instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Value instance
         */
        static create(properties: waymark.Value.$Shape): waymark.Value & waymark.Value.$Shape;
        static create(properties?: waymark.Value.$Properties): waymark.Value;

        /**
         * Encodes the specified Value message. Does not implicitly {@link waymark.Value.verify|verify} messages.
         * @param message Value message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Value.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Value message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Value & waymark.Value.$Shape} Value
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Value & waymark.Value.$Shape;
    }

    namespace Value {

        /** Properties of a Value. */
        interface $Properties {

            /** Value number */
            number?: (number|null);

            /** Value text */
            text?: (string|null);

            /** Value flag */
            flag?: (boolean|null);

            /** Value term */
            term?: (number|null);

            /** Value list */
            list?: (waymark.List.$Properties|null);

            /** Value fields */
            fields?: (waymark.Fields.$Properties|null);

            /** Value null */
            "null"?: (boolean|null);

            /** Value of */
            of?: ("number"|"text"|"flag"|"term"|"list"|"fields"|"null");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Value. */
        type $Shape = {
          number?: number|null;
          text?: string|null;
          flag?: boolean|null;
          term?: number|null;
          list?: waymark.List.$Shape|null;
          fields?: waymark.Fields.$Shape|null;
          "null"?: boolean|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ of?: undefined; number?: null; text?: null; flag?: null; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "number"; number: number; text?: null; flag?: null; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "text"; number?: null; text: string; flag?: null; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "flag"; number?: null; text?: null; flag: boolean; term?: null; list?: null; fields?: null; "null"?: null }|{ of?: "term"; number?: null; text?: null; flag?: null; term: number; list?: null; fields?: null; "null"?: null }|{ of?: "list"; number?: null; text?: null; flag?: null; term?: null; list: waymark.List.$Shape; fields?: null; "null"?: null }|{ of?: "fields"; number?: null; text?: null; flag?: null; term?: null; list?: null; fields: waymark.Fields.$Shape; "null"?: null }|{ of?: "null"; number?: null; text?: null; flag?: null; term?: null; list?: null; fields?: null; "null": boolean })
        );
    }

    /**
     * Properties of a List.
     * @deprecated Use waymark.List.$Properties instead.
     */
    interface IList extends waymark.List.$Properties {
    }

    /** Represents a List. */
    class List {

        /**
         * Constructs a new List.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.List.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** List values. */
        values: waymark.Value.$Properties[];

        /**
         * Creates a new List instance using the specified properties.
         * @param [properties] Properties to set
         * @returns List instance
         */
        static create(properties: waymark.List.$Shape): waymark.List & waymark.List.$Shape;
        static create(properties?: waymark.List.$Properties): waymark.List;

        /**
         * Encodes the specified List message. Does not implicitly {@link waymark.List.verify|verify} messages.
         * @param message List message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.List.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a List message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.List & waymark.List.$Shape} List
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.List & waymark.List.$Shape;
    }

    namespace List {

        /** Properties of a List. */
        interface $Properties {

            /** List values */
            values?: (waymark.Value.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a List. */
        type $Shape = {
          values?: waymark.Value.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Fields.
     * @deprecated Use waymark.Fields.$Properties instead.
     */
    interface IFields extends waymark.Fields.$Properties {
    }

    /** Represents a Fields. */
    class Fields {

        /**
         * Constructs a new Fields.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Fields.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fields properties. */
        properties: waymark.Property.$Properties[];

        /**
         * Creates a new Fields instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Fields instance
         */
        static create(properties: waymark.Fields.$Shape): waymark.Fields & waymark.Fields.$Shape;
        static create(properties?: waymark.Fields.$Properties): waymark.Fields;

        /**
         * Encodes the specified Fields message. Does not implicitly {@link waymark.Fields.verify|verify} messages.
         * @param message Fields message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Fields.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fields message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Fields & waymark.Fields.$Shape} Fields
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Fields & waymark.Fields.$Shape;
    }

    namespace Fields {

        /** Properties of a Fields. */
        interface $Properties {

            /** Fields properties */
            properties?: (waymark.Property.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fields. */
        type $Shape = {
          properties?: waymark.Property.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Link.
     * @deprecated Use waymark.Link.$Properties instead.
     */
    interface ILink extends waymark.Link.$Properties {
    }

    /** Represents a Link. */
    class Link {

        /**
         * Constructs a new Link.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Link.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Link from. */
        from: number;

        /** Link n. */
        n: number;

        /** Link messages. */
        messages: waymark.Message.$Properties[];

        /** Link version. */
        version: string;

        /**
         * Creates a new Link instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Link instance
         */
        static create(properties: waymark.Link.$Shape): waymark.Link & waymark.Link.$Shape;
        static create(properties?: waymark.Link.$Properties): waymark.Link;

        /**
         * Encodes the specified Link message. Does not implicitly {@link waymark.Link.verify|verify} messages.
         * @param message Link message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Link.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Link message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Link & waymark.Link.$Shape} Link
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Link & waymark.Link.$Shape;
    }

    namespace Link {

        /** Properties of a Link. */
        interface $Properties {

            /** Link from */
            from?: (number|null);

            /** Link n */
            n?: (number|null);

            /** Link messages */
            messages?: (waymark.Message.$Properties[]|null);

            /** Link version */
            version?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Link. */
        type $Shape = {
          from?: number|null;
          n?: number|null;
          messages?: waymark.Message.$Shape[]|null;
          version?: string|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Message.
     * @deprecated Use waymark.Message.$Properties instead.
     */
    interface IMessage extends waymark.Message.$Properties {
    }

    /** Represents a Message. */
    class Message {

        /**
         * Constructs a new Message.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Message.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Message forward. */
        forward?: (waymark.Forward.$Properties|null);

        /** Message claim. */
        claim?: (waymark.Claim.$Properties|null);

        /** Message reply. */
        reply?: (waymark.ClaimReply.$Properties|null);

        /** Message yield. */
        yield?: (waymark.Yield.$Properties|null);

        /** Message settle. */
        settle?: (waymark.Settle.$Properties|null);

        /** Message handoff. */
        handoff?: (waymark.Handoff.$Properties|null);

        /** Message release. */
        release?: (waymark.Release.$Properties|null);

        /** Message reassign. */
        reassign?: (waymark.Reassign.$Properties|null);

        /** Message shortcut. */
        shortcut?: (waymark.Shortcut.$Properties|null);

        /** Message flush. */
        flush?: (waymark.Flush.$Properties|null);

        /** Message flushed. */
        flushed?: (waymark.Flushed.$Properties|null);

        /** Message command. */
        command?: (waymark.CommandTo.$Properties|null);

        /** Message fragment. */
        fragment?: (waymark.Fragment.$Properties|null);

        /** Message replayed. */
        replayed?: (waymark.Replayed.$Properties|null);

        /** Message backfill. */
        backfill?: (waymark.BackfillNote.$Properties|null);

        /** Message body. */
        body?: ("forward"|"claim"|"reply"|"yield"|"settle"|"handoff"|"release"|"reassign"|"shortcut"|"flush"|"flushed"|"command"|"fragment"|"replayed"|"backfill");

        /**
         * Creates a new Message instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Message instance
         */
        static create(properties: waymark.Message.$Shape): waymark.Message & waymark.Message.$Shape;
        static create(properties?: waymark.Message.$Properties): waymark.Message;

        /**
         * Encodes the specified Message message. Does not implicitly {@link waymark.Message.verify|verify} messages.
         * @param message Message message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Message.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Message message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Message & waymark.Message.$Shape} Message
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Message & waymark.Message.$Shape;
    }

    namespace Message {

        /** Properties of a Message. */
        interface $Properties {

            /** Message forward */
            forward?: (waymark.Forward.$Properties|null);

            /** Message claim */
            claim?: (waymark.Claim.$Properties|null);

            /** Message reply */
            reply?: (waymark.ClaimReply.$Properties|null);

            /** Message yield */
            "yield"?: (waymark.Yield.$Properties|null);

            /** Message settle */
            settle?: (waymark.Settle.$Properties|null);

            /** Message handoff */
            handoff?: (waymark.Handoff.$Properties|null);

            /** Message release */
            release?: (waymark.Release.$Properties|null);

            /** Message reassign */
            reassign?: (waymark.Reassign.$Properties|null);

            /** Message shortcut */
            shortcut?: (waymark.Shortcut.$Properties|null);

            /** Message flush */
            flush?: (waymark.Flush.$Properties|null);

            /** Message flushed */
            flushed?: (waymark.Flushed.$Properties|null);

            /** Message command */
            command?: (waymark.CommandTo.$Properties|null);

            /** Message fragment */
            fragment?: (waymark.Fragment.$Properties|null);

            /** Message replayed */
            replayed?: (waymark.Replayed.$Properties|null);

            /** Message backfill */
            backfill?: (waymark.BackfillNote.$Properties|null);

            /** Message body */
            body?: ("forward"|"claim"|"reply"|"yield"|"settle"|"handoff"|"release"|"reassign"|"shortcut"|"flush"|"flushed"|"command"|"fragment"|"replayed"|"backfill");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Message. */
        type $Shape = {
          forward?: waymark.Forward.$Shape|null;
          claim?: waymark.Claim.$Shape|null;
          reply?: waymark.ClaimReply.$Shape|null;
          "yield"?: waymark.Yield.$Shape|null;
          settle?: waymark.Settle.$Shape|null;
          handoff?: waymark.Handoff.$Shape|null;
          release?: waymark.Release.$Shape|null;
          reassign?: waymark.Reassign.$Shape|null;
          shortcut?: waymark.Shortcut.$Shape|null;
          flush?: waymark.Flush.$Shape|null;
          flushed?: waymark.Flushed.$Shape|null;
          command?: waymark.CommandTo.$Shape|null;
          fragment?: waymark.Fragment.$Shape|null;
          replayed?: waymark.Replayed.$Shape|null;
          backfill?: waymark.BackfillNote.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "forward"; forward: waymark.Forward.$Shape; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "claim"; forward?: null; claim: waymark.Claim.$Shape; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "reply"; forward?: null; claim?: null; reply: waymark.ClaimReply.$Shape; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "yield"; forward?: null; claim?: null; reply?: null; "yield": waymark.Yield.$Shape; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "settle"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle: waymark.Settle.$Shape; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "handoff"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff: waymark.Handoff.$Shape; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "release"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release: waymark.Release.$Shape; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "reassign"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign: waymark.Reassign.$Shape; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "shortcut"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut: waymark.Shortcut.$Shape; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "flush"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush: waymark.Flush.$Shape; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "flushed"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed: waymark.Flushed.$Shape; command?: null; fragment?: null; replayed?: null; backfill?: null }|{ body?: "command"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command: waymark.CommandTo.$Shape; fragment?: null; replayed?: null; backfill?: null }|{ body?: "fragment"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment: waymark.Fragment.$Shape; replayed?: null; backfill?: null }|{ body?: "replayed"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed: waymark.Replayed.$Shape; backfill?: null }|{ body?: "backfill"; forward?: null; claim?: null; reply?: null; "yield"?: null; settle?: null; handoff?: null; release?: null; reassign?: null; shortcut?: null; flush?: null; flushed?: null; command?: null; fragment?: null; replayed?: null; backfill: waymark.BackfillNote.$Shape })
        );
    }

    /**
     * Properties of a Replayed.
     * @deprecated Use waymark.Replayed.$Properties instead.
     */
    interface IReplayed extends waymark.Replayed.$Properties {
    }

    /** Represents a Replayed. */
    class Replayed {

        /**
         * Constructs a new Replayed.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Replayed.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Replayed to. */
        to?: (waymark.Key.$Properties|null);

        /** Replayed version. */
        version: string;

        /** Replayed atMs. */
        atMs: number;

        /** Replayed event. */
        event: Uint8Array;

        /** Replayed hops. */
        hops: number;

        /**
         * Creates a new Replayed instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Replayed instance
         */
        static create(properties: waymark.Replayed.$Shape): waymark.Replayed & waymark.Replayed.$Shape;
        static create(properties?: waymark.Replayed.$Properties): waymark.Replayed;

        /**
         * Encodes the specified Replayed message. Does not implicitly {@link waymark.Replayed.verify|verify} messages.
         * @param message Replayed message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Replayed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Replayed message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Replayed & waymark.Replayed.$Shape} Replayed
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Replayed & waymark.Replayed.$Shape;
    }

    namespace Replayed {

        /** Properties of a Replayed. */
        interface $Properties {

            /** Replayed to */
            to?: (waymark.Key.$Properties|null);

            /** Replayed version */
            version?: (string|null);

            /** Replayed atMs */
            atMs?: (number|null);

            /** Replayed event */
            event?: (Uint8Array|null);

            /** Replayed hops */
            hops?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Replayed. */
        type $Shape = waymark.Replayed.$Properties;
    }

    /**
     * Properties of a BackfillNote.
     * @deprecated Use waymark.BackfillNote.$Properties instead.
     */
    interface IBackfillNote extends waymark.BackfillNote.$Properties {
    }

    /** Represents a BackfillNote. */
    class BackfillNote {

        /**
         * Constructs a new BackfillNote.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.BackfillNote.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BackfillNote version. */
        version: string;

        /** BackfillNote stage. */
        stage: number;

        /**
         * Creates a new BackfillNote instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BackfillNote instance
         */
        static create(properties: waymark.BackfillNote.$Shape): waymark.BackfillNote & waymark.BackfillNote.$Shape;
        static create(properties?: waymark.BackfillNote.$Properties): waymark.BackfillNote;

        /**
         * Encodes the specified BackfillNote message. Does not implicitly {@link waymark.BackfillNote.verify|verify} messages.
         * @param message BackfillNote message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.BackfillNote.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BackfillNote message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.BackfillNote & waymark.BackfillNote.$Shape} BackfillNote
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.BackfillNote & waymark.BackfillNote.$Shape;
    }

    namespace BackfillNote {

        /** Properties of a BackfillNote. */
        interface $Properties {

            /** BackfillNote version */
            version?: (string|null);

            /** BackfillNote stage */
            stage?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BackfillNote. */
        type $Shape = waymark.BackfillNote.$Properties;
    }

    /**
     * Properties of a Fragment.
     * @deprecated Use waymark.Fragment.$Properties instead.
     */
    interface IFragment extends waymark.Fragment.$Properties {
    }

    /** Represents a Fragment. */
    class Fragment {

        /**
         * Constructs a new Fragment.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Fragment.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Fragment bytes. */
        bytes: Uint8Array;

        /** Fragment last. */
        last: boolean;

        /**
         * Creates a new Fragment instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Fragment instance
         */
        static create(properties: waymark.Fragment.$Shape): waymark.Fragment & waymark.Fragment.$Shape;
        static create(properties?: waymark.Fragment.$Properties): waymark.Fragment;

        /**
         * Encodes the specified Fragment message. Does not implicitly {@link waymark.Fragment.verify|verify} messages.
         * @param message Fragment message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Fragment.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Fragment message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Fragment & waymark.Fragment.$Shape} Fragment
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Fragment & waymark.Fragment.$Shape;
    }

    namespace Fragment {

        /** Properties of a Fragment. */
        interface $Properties {

            /** Fragment bytes */
            bytes?: (Uint8Array|null);

            /** Fragment last */
            last?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Fragment. */
        type $Shape = waymark.Fragment.$Properties;
    }

    /**
     * Properties of a Key.
     * @deprecated Use waymark.Key.$Properties instead.
     */
    interface IKey extends waymark.Key.$Properties {
    }

    /** Represents a Key. */
    class Key {

        /**
         * Constructs a new Key.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Key.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Key type. */
        type: string;

        /** Key value. */
        value: string;

        /**
         * Creates a new Key instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Key instance
         */
        static create(properties: waymark.Key.$Shape): waymark.Key & waymark.Key.$Shape;
        static create(properties?: waymark.Key.$Properties): waymark.Key;

        /**
         * Encodes the specified Key message. Does not implicitly {@link waymark.Key.verify|verify} messages.
         * @param message Key message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Key.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Key message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Key & waymark.Key.$Shape} Key
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Key & waymark.Key.$Shape;
    }

    namespace Key {

        /** Properties of a Key. */
        interface $Properties {

            /** Key type */
            type?: (string|null);

            /** Key value */
            value?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Key. */
        type $Shape = waymark.Key.$Properties;
    }

    /**
     * Properties of an Evidence.
     * @deprecated Use waymark.Evidence.$Properties instead.
     */
    interface IEvidence extends waymark.Evidence.$Properties {
    }

    /** Represents an Evidence. */
    class Evidence {

        /**
         * Constructs a new Evidence.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Evidence.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Evidence eventId. */
        eventId: string;

        /** Evidence timeMs. */
        timeMs: number;

        /** Evidence source. */
        source: string;

        /**
         * Creates a new Evidence instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Evidence instance
         */
        static create(properties: waymark.Evidence.$Shape): waymark.Evidence & waymark.Evidence.$Shape;
        static create(properties?: waymark.Evidence.$Properties): waymark.Evidence;

        /**
         * Encodes the specified Evidence message. Does not implicitly {@link waymark.Evidence.verify|verify} messages.
         * @param message Evidence message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Evidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Evidence message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Evidence & waymark.Evidence.$Shape} Evidence
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Evidence & waymark.Evidence.$Shape;
    }

    namespace Evidence {

        /** Properties of an Evidence. */
        interface $Properties {

            /** Evidence eventId */
            eventId?: (string|null);

            /** Evidence timeMs */
            timeMs?: (number|null);

            /** Evidence source */
            source?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Evidence. */
        type $Shape = waymark.Evidence.$Properties;
    }

    /**
     * Properties of a Forward.
     * @deprecated Use waymark.Forward.$Properties instead.
     */
    interface IForward extends waymark.Forward.$Properties {
    }

    /** Represents a Forward. */
    class Forward {

        /**
         * Constructs a new Forward.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Forward.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Forward to. */
        to?: (waymark.Key.$Properties|null);

        /** Forward event. */
        event: Uint8Array;

        /** Forward fresh. */
        fresh: boolean;

        /** Forward hops. */
        hops: number;

        /** Forward via. */
        via?: (waymark.Key.$Properties|null);

        /** Forward dead. */
        dead?: (waymark.Key.$Properties|null);

        /**
         * Creates a new Forward instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Forward instance
         */
        static create(properties: waymark.Forward.$Shape): waymark.Forward & waymark.Forward.$Shape;
        static create(properties?: waymark.Forward.$Properties): waymark.Forward;

        /**
         * Encodes the specified Forward message. Does not implicitly {@link waymark.Forward.verify|verify} messages.
         * @param message Forward message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Forward.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Forward message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Forward & waymark.Forward.$Shape} Forward
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Forward & waymark.Forward.$Shape;
    }

    namespace Forward {

        /** Properties of a Forward. */
        interface $Properties {

            /** Forward to */
            to?: (waymark.Key.$Properties|null);

            /** Forward event */
            event?: (Uint8Array|null);

            /** Forward fresh */
            fresh?: (boolean|null);

            /** Forward hops */
            hops?: (number|null);

            /** Forward via */
            via?: (waymark.Key.$Properties|null);

            /** Forward dead */
            dead?: (waymark.Key.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Forward. */
        type $Shape = waymark.Forward.$Properties;
    }

    /**
     * Properties of a Claim.
     * @deprecated Use waymark.Claim.$Properties instead.
     */
    interface IClaim extends waymark.Claim.$Properties {
    }

    /** Represents a Claim. */
    class Claim {

        /**
         * Constructs a new Claim.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Claim.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Claim to. */
        to?: (waymark.Key.$Properties|null);

        /** Claim by. */
        by?: (waymark.Key.$Properties|null);

        /** Claim key. */
        key?: (waymark.Key.$Properties|null);

        /** Claim forced. */
        forced: boolean;

        /** Claim evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /** Claim fresh. */
        fresh: boolean;

        /** Claim byKnown. */
        byKnown: boolean;

        /** Claim generation. */
        generation: number;

        /**
         * Creates a new Claim instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Claim instance
         */
        static create(properties: waymark.Claim.$Shape): waymark.Claim & waymark.Claim.$Shape;
        static create(properties?: waymark.Claim.$Properties): waymark.Claim;

        /**
         * Encodes the specified Claim message. Does not implicitly {@link waymark.Claim.verify|verify} messages.
         * @param message Claim message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Claim.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Claim message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Claim & waymark.Claim.$Shape} Claim
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Claim & waymark.Claim.$Shape;
    }

    namespace Claim {

        /** Properties of a Claim. */
        interface $Properties {

            /** Claim to */
            to?: (waymark.Key.$Properties|null);

            /** Claim by */
            by?: (waymark.Key.$Properties|null);

            /** Claim key */
            key?: (waymark.Key.$Properties|null);

            /** Claim forced */
            forced?: (boolean|null);

            /** Claim evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** Claim fresh */
            fresh?: (boolean|null);

            /** Claim byKnown */
            byKnown?: (boolean|null);

            /** Claim generation */
            generation?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Claim. */
        type $Shape = waymark.Claim.$Properties;
    }

    /**
     * Properties of a ClaimReply.
     * @deprecated Use waymark.ClaimReply.$Properties instead.
     */
    interface IClaimReply extends waymark.ClaimReply.$Properties {
    }

    /** Represents a ClaimReply. */
    class ClaimReply {

        /**
         * Constructs a new ClaimReply.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.ClaimReply.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ClaimReply to. */
        to?: (waymark.Key.$Properties|null);

        /** ClaimReply key. */
        key?: (waymark.Key.$Properties|null);

        /** ClaimReply refusal. */
        refusal: string;

        /** ClaimReply generation. */
        generation: number;

        /** ClaimReply seen. */
        seen: waymark.Seen.$Properties[];

        /**
         * Creates a new ClaimReply instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ClaimReply instance
         */
        static create(properties: waymark.ClaimReply.$Shape): waymark.ClaimReply & waymark.ClaimReply.$Shape;
        static create(properties?: waymark.ClaimReply.$Properties): waymark.ClaimReply;

        /**
         * Encodes the specified ClaimReply message. Does not implicitly {@link waymark.ClaimReply.verify|verify} messages.
         * @param message ClaimReply message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.ClaimReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ClaimReply message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.ClaimReply & waymark.ClaimReply.$Shape} ClaimReply
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.ClaimReply & waymark.ClaimReply.$Shape;
    }

    namespace ClaimReply {

        /** Properties of a ClaimReply. */
        interface $Properties {

            /** ClaimReply to */
            to?: (waymark.Key.$Properties|null);

            /** ClaimReply key */
            key?: (waymark.Key.$Properties|null);

            /** ClaimReply refusal */
            refusal?: (string|null);

            /** ClaimReply generation */
            generation?: (number|null);

            /** ClaimReply seen */
            seen?: (waymark.Seen.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ClaimReply. */
        type $Shape = waymark.ClaimReply.$Properties;
    }

    /**
     * Properties of a Yield.
     * @deprecated Use waymark.Yield.$Properties instead.
     */
    interface IYield extends waymark.Yield.$Properties {
    }

    /** Represents a Yield. */
    class Yield {

        /**
         * Constructs a new Yield.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Yield.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Yield to. */
        to?: (waymark.Key.$Properties|null);

        /** Yield strong. */
        strong?: (waymark.Key.$Properties|null);

        /** Yield key. */
        key?: (waymark.Key.$Properties|null);

        /** Yield forced. */
        forced: boolean;

        /** Yield evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /** Yield strongKnown. */
        strongKnown: boolean;

        /** Yield generation. */
        generation: number;

        /**
         * Creates a new Yield instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Yield instance
         */
        static create(properties: waymark.Yield.$Shape): waymark.Yield & waymark.Yield.$Shape;
        static create(properties?: waymark.Yield.$Properties): waymark.Yield;

        /**
         * Encodes the specified Yield message. Does not implicitly {@link waymark.Yield.verify|verify} messages.
         * @param message Yield message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Yield.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Yield message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Yield & waymark.Yield.$Shape} Yield
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Yield & waymark.Yield.$Shape;
    }

    namespace Yield {

        /** Properties of a Yield. */
        interface $Properties {

            /** Yield to */
            to?: (waymark.Key.$Properties|null);

            /** Yield strong */
            strong?: (waymark.Key.$Properties|null);

            /** Yield key */
            key?: (waymark.Key.$Properties|null);

            /** Yield forced */
            forced?: (boolean|null);

            /** Yield evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** Yield strongKnown */
            strongKnown?: (boolean|null);

            /** Yield generation */
            generation?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Yield. */
        type $Shape = waymark.Yield.$Properties;
    }

    /**
     * Properties of a Settle.
     * @deprecated Use waymark.Settle.$Properties instead.
     */
    interface ISettle extends waymark.Settle.$Properties {
    }

    /** Represents a Settle. */
    class Settle {

        /**
         * Constructs a new Settle.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Settle.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Settle to. */
        to?: (waymark.Key.$Properties|null);

        /** Settle with. */
        with?: (waymark.Key.$Properties|null);

        /** Settle key. */
        key?: (waymark.Key.$Properties|null);

        /** Settle forced. */
        forced: boolean;

        /** Settle evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /** Settle generation. */
        generation: number;

        /**
         * Creates a new Settle instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Settle instance
         */
        static create(properties: waymark.Settle.$Shape): waymark.Settle & waymark.Settle.$Shape;
        static create(properties?: waymark.Settle.$Properties): waymark.Settle;

        /**
         * Encodes the specified Settle message. Does not implicitly {@link waymark.Settle.verify|verify} messages.
         * @param message Settle message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Settle.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Settle message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Settle & waymark.Settle.$Shape} Settle
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Settle & waymark.Settle.$Shape;
    }

    namespace Settle {

        /** Properties of a Settle. */
        interface $Properties {

            /** Settle to */
            to?: (waymark.Key.$Properties|null);

            /** Settle with */
            "with"?: (waymark.Key.$Properties|null);

            /** Settle key */
            key?: (waymark.Key.$Properties|null);

            /** Settle forced */
            forced?: (boolean|null);

            /** Settle evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** Settle generation */
            generation?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Settle. */
        type $Shape = waymark.Settle.$Properties;
    }

    /**
     * Properties of a Handoff.
     * @deprecated Use waymark.Handoff.$Properties instead.
     */
    interface IHandoff extends waymark.Handoff.$Properties {
    }

    /** Represents a Handoff. */
    class Handoff {

        /**
         * Constructs a new Handoff.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Handoff.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Handoff to. */
        to?: (waymark.Key.$Properties|null);

        /** Handoff from. */
        from?: (waymark.Key.$Properties|null);

        /** Handoff key. */
        key?: (waymark.Key.$Properties|null);

        /** Handoff profile. */
        profile?: (waymark.Profile.$Properties|null);

        /** Handoff returned. */
        returned: boolean;

        /** Handoff generation. */
        generation: number;

        /** Handoff evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /**
         * Creates a new Handoff instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Handoff instance
         */
        static create(properties: waymark.Handoff.$Shape): waymark.Handoff & waymark.Handoff.$Shape;
        static create(properties?: waymark.Handoff.$Properties): waymark.Handoff;

        /**
         * Encodes the specified Handoff message. Does not implicitly {@link waymark.Handoff.verify|verify} messages.
         * @param message Handoff message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Handoff.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Handoff message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Handoff & waymark.Handoff.$Shape} Handoff
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Handoff & waymark.Handoff.$Shape;
    }

    namespace Handoff {

        /** Properties of a Handoff. */
        interface $Properties {

            /** Handoff to */
            to?: (waymark.Key.$Properties|null);

            /** Handoff from */
            from?: (waymark.Key.$Properties|null);

            /** Handoff key */
            key?: (waymark.Key.$Properties|null);

            /** Handoff profile */
            profile?: (waymark.Profile.$Properties|null);

            /** Handoff returned */
            returned?: (boolean|null);

            /** Handoff generation */
            generation?: (number|null);

            /** Handoff evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Handoff. */
        type $Shape = {
          to?: waymark.Key.$Shape|null;
          from?: waymark.Key.$Shape|null;
          key?: waymark.Key.$Shape|null;
          profile?: waymark.Profile.$Shape|null;
          returned?: boolean|null;
          generation?: number|null;
          evidence?: waymark.Evidence.$Shape|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Release.
     * @deprecated Use waymark.Release.$Properties instead.
     */
    interface IRelease extends waymark.Release.$Properties {
    }

    /** Represents a Release. */
    class Release {

        /**
         * Constructs a new Release.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Release.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Release to. */
        to?: (waymark.Key.$Properties|null);

        /** Release generation. */
        generation: number;

        /** Release erasedMs. */
        erasedMs: number;

        /** Release gone. */
        gone: boolean;

        /**
         * Creates a new Release instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Release instance
         */
        static create(properties: waymark.Release.$Shape): waymark.Release & waymark.Release.$Shape;
        static create(properties?: waymark.Release.$Properties): waymark.Release;

        /**
         * Encodes the specified Release message. Does not implicitly {@link waymark.Release.verify|verify} messages.
         * @param message Release message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Release.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Release message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Release & waymark.Release.$Shape} Release
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Release & waymark.Release.$Shape;
    }

    namespace Release {

        /** Properties of a Release. */
        interface $Properties {

            /** Release to */
            to?: (waymark.Key.$Properties|null);

            /** Release generation */
            generation?: (number|null);

            /** Release erasedMs */
            erasedMs?: (number|null);

            /** Release gone */
            gone?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Release. */
        type $Shape = waymark.Release.$Properties;
    }

    /**
     * Properties of a Reassign.
     * @deprecated Use waymark.Reassign.$Properties instead.
     */
    interface IReassign extends waymark.Reassign.$Properties {
    }

    /** Represents a Reassign. */
    class Reassign {

        /**
         * Constructs a new Reassign.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Reassign.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Reassign to. */
        to?: (waymark.Key.$Properties|null);

        /** Reassign generation. */
        generation: number;

        /** Reassign by. */
        by?: (waymark.Key.$Properties|null);

        /** Reassign from. */
        from?: (waymark.Key.$Properties|null);

        /** Reassign evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /** Reassign seen. */
        seen: waymark.Seen.$Properties[];

        /**
         * Creates a new Reassign instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Reassign instance
         */
        static create(properties: waymark.Reassign.$Shape): waymark.Reassign & waymark.Reassign.$Shape;
        static create(properties?: waymark.Reassign.$Properties): waymark.Reassign;

        /**
         * Encodes the specified Reassign message. Does not implicitly {@link waymark.Reassign.verify|verify} messages.
         * @param message Reassign message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Reassign.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Reassign message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Reassign & waymark.Reassign.$Shape} Reassign
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Reassign & waymark.Reassign.$Shape;
    }

    namespace Reassign {

        /** Properties of a Reassign. */
        interface $Properties {

            /** Reassign to */
            to?: (waymark.Key.$Properties|null);

            /** Reassign generation */
            generation?: (number|null);

            /** Reassign by */
            by?: (waymark.Key.$Properties|null);

            /** Reassign from */
            from?: (waymark.Key.$Properties|null);

            /** Reassign evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** Reassign seen */
            seen?: (waymark.Seen.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Reassign. */
        type $Shape = waymark.Reassign.$Properties;
    }

    /**
     * Properties of a Shortcut.
     * @deprecated Use waymark.Shortcut.$Properties instead.
     */
    interface IShortcut extends waymark.Shortcut.$Properties {
    }

    /** Represents a Shortcut. */
    class Shortcut {

        /**
         * Constructs a new Shortcut.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Shortcut.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Shortcut to. */
        to?: (waymark.Key.$Properties|null);

        /** Shortcut root. */
        root?: (waymark.Key.$Properties|null);

        /**
         * Creates a new Shortcut instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Shortcut instance
         */
        static create(properties: waymark.Shortcut.$Shape): waymark.Shortcut & waymark.Shortcut.$Shape;
        static create(properties?: waymark.Shortcut.$Properties): waymark.Shortcut;

        /**
         * Encodes the specified Shortcut message. Does not implicitly {@link waymark.Shortcut.verify|verify} messages.
         * @param message Shortcut message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Shortcut.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Shortcut message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Shortcut & waymark.Shortcut.$Shape} Shortcut
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Shortcut & waymark.Shortcut.$Shape;
    }

    namespace Shortcut {

        /** Properties of a Shortcut. */
        interface $Properties {

            /** Shortcut to */
            to?: (waymark.Key.$Properties|null);

            /** Shortcut root */
            root?: (waymark.Key.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Shortcut. */
        type $Shape = waymark.Shortcut.$Properties;
    }

    /**
     * Properties of a Flush.
     * @deprecated Use waymark.Flush.$Properties instead.
     */
    interface IFlush extends waymark.Flush.$Properties {
    }

    /** Represents a Flush. */
    class Flush {

        /**
         * Constructs a new Flush.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Flush.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Flush to. */
        to?: (waymark.Key.$Properties|null);

        /** Flush via. */
        via?: (waymark.Key.$Properties|null);

        /** Flush id. */
        id: number;

        /**
         * Creates a new Flush instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Flush instance
         */
        static create(properties: waymark.Flush.$Shape): waymark.Flush & waymark.Flush.$Shape;
        static create(properties?: waymark.Flush.$Properties): waymark.Flush;

        /**
         * Encodes the specified Flush message. Does not implicitly {@link waymark.Flush.verify|verify} messages.
         * @param message Flush message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Flush.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Flush message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Flush & waymark.Flush.$Shape} Flush
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Flush & waymark.Flush.$Shape;
    }

    namespace Flush {

        /** Properties of a Flush. */
        interface $Properties {

            /** Flush to */
            to?: (waymark.Key.$Properties|null);

            /** Flush via */
            via?: (waymark.Key.$Properties|null);

            /** Flush id */
            id?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Flush. */
        type $Shape = waymark.Flush.$Properties;
    }

    /**
     * Properties of a Flushed.
     * @deprecated Use waymark.Flushed.$Properties instead.
     */
    interface IFlushed extends waymark.Flushed.$Properties {
    }

    /** Represents a Flushed. */
    class Flushed {

        /**
         * Constructs a new Flushed.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Flushed.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Flushed to. */
        to?: (waymark.Key.$Properties|null);

        /** Flushed root. */
        root?: (waymark.Key.$Properties|null);

        /** Flushed id. */
        id: number;

        /**
         * Creates a new Flushed instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Flushed instance
         */
        static create(properties: waymark.Flushed.$Shape): waymark.Flushed & waymark.Flushed.$Shape;
        static create(properties?: waymark.Flushed.$Properties): waymark.Flushed;

        /**
         * Encodes the specified Flushed message. Does not implicitly {@link waymark.Flushed.verify|verify} messages.
         * @param message Flushed message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Flushed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Flushed message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Flushed & waymark.Flushed.$Shape} Flushed
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Flushed & waymark.Flushed.$Shape;
    }

    namespace Flushed {

        /** Properties of a Flushed. */
        interface $Properties {

            /** Flushed to */
            to?: (waymark.Key.$Properties|null);

            /** Flushed root */
            root?: (waymark.Key.$Properties|null);

            /** Flushed id */
            id?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Flushed. */
        type $Shape = waymark.Flushed.$Properties;
    }

    /**
     * Properties of a CommandTo.
     * @deprecated Use waymark.CommandTo.$Properties instead.
     */
    interface ICommandTo extends waymark.CommandTo.$Properties {
    }

    /** Represents a CommandTo. */
    class CommandTo {

        /**
         * Constructs a new CommandTo.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.CommandTo.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CommandTo to. */
        to?: (waymark.Key.$Properties|null);

        /** CommandTo command. */
        command?: (waymark.Command.$Properties|null);

        /** CommandTo fresh. */
        fresh: boolean;

        /**
         * Creates a new CommandTo instance using the specified properties.
         * @param [properties] Properties to set
         * @returns CommandTo instance
         */
        static create(properties: waymark.CommandTo.$Shape): waymark.CommandTo & waymark.CommandTo.$Shape;
        static create(properties?: waymark.CommandTo.$Properties): waymark.CommandTo;

        /**
         * Encodes the specified CommandTo message. Does not implicitly {@link waymark.CommandTo.verify|verify} messages.
         * @param message CommandTo message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.CommandTo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CommandTo message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.CommandTo & waymark.CommandTo.$Shape} CommandTo
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.CommandTo & waymark.CommandTo.$Shape;
    }

    namespace CommandTo {

        /** Properties of a CommandTo. */
        interface $Properties {

            /** CommandTo to */
            to?: (waymark.Key.$Properties|null);

            /** CommandTo command */
            command?: (waymark.Command.$Properties|null);

            /** CommandTo fresh */
            fresh?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CommandTo. */
        type $Shape = waymark.CommandTo.$Properties;
    }

    /**
     * Properties of a Profile.
     * @deprecated Use waymark.Profile.$Properties instead.
     */
    interface IProfile extends waymark.Profile.$Properties {
    }

    /** Represents a Profile. */
    class Profile {

        /**
         * Constructs a new Profile.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Profile.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Profile root. */
        root?: (waymark.Key.$Properties|null);

        /** Profile profileId. */
        profileId: string;

        /** Profile createdMs. */
        createdMs: number;

        /** Profile identifiers. */
        identifiers: waymark.IdentifierState.$Properties[];

        /** Profile refused. */
        refused: waymark.Refusal.$Properties[];

        /** Profile pending. */
        pending: waymark.IdentifierState.$Properties[];

        /** Profile parked. */
        parked: waymark.Parked.$Properties[];

        /** Profile properties. */
        properties: waymark.PropertyState.$Properties[];

        /** Profile windows. */
        windows: waymark.Window.$Properties[];

        /** Profile memberships. */
        memberships: waymark.Membership.$Properties[];

        /** Profile instances. */
        instances: waymark.Instance.$Properties[];

        /** Profile history. */
        history: waymark.JourneyHistory.$Properties[];

        /** Profile shared. */
        shared: boolean;

        /** Profile idKnown. */
        idKnown: boolean;

        /** Profile idCreatedMs. */
        idCreatedMs: number;

        /** Profile crowds. */
        crowds: waymark.Crowd.$Properties[];

        /** Profile former. */
        former: waymark.Key.$Properties[];

        /** Profile inherited. */
        inherited: waymark.Seen.$Properties[];

        /** Profile eventIds. */
        eventIds: string[];

        /** Profile seen. */
        seen: Uint8Array;

        /** Profile filled. */
        filled: Uint8Array;

        /**
         * Creates a new Profile instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Profile instance
         */
        static create(properties: waymark.Profile.$Shape): waymark.Profile & waymark.Profile.$Shape;
        static create(properties?: waymark.Profile.$Properties): waymark.Profile;

        /**
         * Encodes the specified Profile message. Does not implicitly {@link waymark.Profile.verify|verify} messages.
         * @param message Profile message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Profile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Profile message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Profile & waymark.Profile.$Shape} Profile
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Profile & waymark.Profile.$Shape;
    }

    namespace Profile {

        /** Properties of a Profile. */
        interface $Properties {

            /** Profile root */
            root?: (waymark.Key.$Properties|null);

            /** Profile profileId */
            profileId?: (string|null);

            /** Profile createdMs */
            createdMs?: (number|null);

            /** Profile identifiers */
            identifiers?: (waymark.IdentifierState.$Properties[]|null);

            /** Profile refused */
            refused?: (waymark.Refusal.$Properties[]|null);

            /** Profile pending */
            pending?: (waymark.IdentifierState.$Properties[]|null);

            /** Profile parked */
            parked?: (waymark.Parked.$Properties[]|null);

            /** Profile properties */
            properties?: (waymark.PropertyState.$Properties[]|null);

            /** Profile windows */
            windows?: (waymark.Window.$Properties[]|null);

            /** Profile memberships */
            memberships?: (waymark.Membership.$Properties[]|null);

            /** Profile instances */
            instances?: (waymark.Instance.$Properties[]|null);

            /** Profile history */
            history?: (waymark.JourneyHistory.$Properties[]|null);

            /** Profile shared */
            shared?: (boolean|null);

            /** Profile idKnown */
            idKnown?: (boolean|null);

            /** Profile idCreatedMs */
            idCreatedMs?: (number|null);

            /** Profile crowds */
            crowds?: (waymark.Crowd.$Properties[]|null);

            /** Profile former */
            former?: (waymark.Key.$Properties[]|null);

            /** Profile inherited */
            inherited?: (waymark.Seen.$Properties[]|null);

            /** Profile eventIds */
            eventIds?: (string[]|null);

            /** Profile seen */
            seen?: (Uint8Array|null);

            /** Profile filled */
            filled?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Profile. */
        type $Shape = {
          root?: waymark.Key.$Shape|null;
          profileId?: string|null;
          createdMs?: number|null;
          identifiers?: waymark.IdentifierState.$Shape[]|null;
          refused?: waymark.Refusal.$Shape[]|null;
          pending?: waymark.IdentifierState.$Shape[]|null;
          parked?: waymark.Parked.$Shape[]|null;
          properties?: waymark.PropertyState.$Shape[]|null;
          windows?: waymark.Window.$Shape[]|null;
          memberships?: waymark.Membership.$Shape[]|null;
          instances?: waymark.Instance.$Shape[]|null;
          history?: waymark.JourneyHistory.$Shape[]|null;
          shared?: boolean|null;
          idKnown?: boolean|null;
          idCreatedMs?: number|null;
          crowds?: waymark.Crowd.$Shape[]|null;
          former?: waymark.Key.$Shape[]|null;
          inherited?: waymark.Seen.$Shape[]|null;
          eventIds?: string[]|null;
          seen?: Uint8Array|null;
          filled?: Uint8Array|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Crowd.
     * @deprecated Use waymark.Crowd.$Properties instead.
     */
    interface ICrowd extends waymark.Crowd.$Properties {
    }

    /** Represents a Crowd. */
    class Crowd {

        /**
         * Constructs a new Crowd.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Crowd.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Crowd type. */
        type: string;

        /** Crowd atMs. */
        atMs: number[];

        /**
         * Creates a new Crowd instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Crowd instance
         */
        static create(properties: waymark.Crowd.$Shape): waymark.Crowd & waymark.Crowd.$Shape;
        static create(properties?: waymark.Crowd.$Properties): waymark.Crowd;

        /**
         * Encodes the specified Crowd message. Does not implicitly {@link waymark.Crowd.verify|verify} messages.
         * @param message Crowd message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Crowd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Crowd message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Crowd & waymark.Crowd.$Shape} Crowd
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Crowd & waymark.Crowd.$Shape;
    }

    namespace Crowd {

        /** Properties of a Crowd. */
        interface $Properties {

            /** Crowd type */
            type?: (string|null);

            /** Crowd atMs */
            atMs?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Crowd. */
        type $Shape = waymark.Crowd.$Properties;
    }

    /**
     * Properties of an IdentifierState.
     * @deprecated Use waymark.IdentifierState.$Properties instead.
     */
    interface IIdentifierState extends waymark.IdentifierState.$Properties {
    }

    /** Represents an IdentifierState. */
    class IdentifierState {

        /**
         * Constructs a new IdentifierState.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.IdentifierState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** IdentifierState key. */
        key?: (waymark.Key.$Properties|null);

        /** IdentifierState linkedMs. */
        linkedMs: number;

        /** IdentifierState evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /** IdentifierState forced. */
        forced: boolean;

        /** IdentifierState generation. */
        generation: number;

        /** IdentifierState open. */
        open: number;

        /** IdentifierState refusal. */
        refusal: string;

        /**
         * Creates a new IdentifierState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns IdentifierState instance
         */
        static create(properties: waymark.IdentifierState.$Shape): waymark.IdentifierState & waymark.IdentifierState.$Shape;
        static create(properties?: waymark.IdentifierState.$Properties): waymark.IdentifierState;

        /**
         * Encodes the specified IdentifierState message. Does not implicitly {@link waymark.IdentifierState.verify|verify} messages.
         * @param message IdentifierState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.IdentifierState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an IdentifierState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.IdentifierState & waymark.IdentifierState.$Shape} IdentifierState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.IdentifierState & waymark.IdentifierState.$Shape;
    }

    namespace IdentifierState {

        /** Properties of an IdentifierState. */
        interface $Properties {

            /** IdentifierState key */
            key?: (waymark.Key.$Properties|null);

            /** IdentifierState linkedMs */
            linkedMs?: (number|null);

            /** IdentifierState evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** IdentifierState forced */
            forced?: (boolean|null);

            /** IdentifierState generation */
            generation?: (number|null);

            /** IdentifierState open */
            open?: (number|null);

            /** IdentifierState refusal */
            refusal?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an IdentifierState. */
        type $Shape = waymark.IdentifierState.$Properties;
    }

    /**
     * Properties of a Refusal.
     * @deprecated Use waymark.Refusal.$Properties instead.
     */
    interface IRefusal extends waymark.Refusal.$Properties {
    }

    /** Represents a Refusal. */
    class Refusal {

        /**
         * Constructs a new Refusal.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Refusal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Refusal reason. */
        reason: string;

        /** Refusal atMs. */
        atMs: number;

        /** Refusal evidence. */
        evidence?: (waymark.Evidence.$Properties|null);

        /** Refusal type. */
        type: string;

        /** Refusal hash. */
        hash: number;

        /**
         * Creates a new Refusal instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Refusal instance
         */
        static create(properties: waymark.Refusal.$Shape): waymark.Refusal & waymark.Refusal.$Shape;
        static create(properties?: waymark.Refusal.$Properties): waymark.Refusal;

        /**
         * Encodes the specified Refusal message. Does not implicitly {@link waymark.Refusal.verify|verify} messages.
         * @param message Refusal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Refusal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Refusal & waymark.Refusal.$Shape} Refusal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Refusal & waymark.Refusal.$Shape;
    }

    namespace Refusal {

        /** Properties of a Refusal. */
        interface $Properties {

            /** Refusal reason */
            reason?: (string|null);

            /** Refusal atMs */
            atMs?: (number|null);

            /** Refusal evidence */
            evidence?: (waymark.Evidence.$Properties|null);

            /** Refusal type */
            type?: (string|null);

            /** Refusal hash */
            hash?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Refusal. */
        type $Shape = waymark.Refusal.$Properties;
    }

    /**
     * Properties of a PropertyState.
     * @deprecated Use waymark.PropertyState.$Properties instead.
     */
    interface IPropertyState extends waymark.PropertyState.$Properties {
    }

    /** Represents a PropertyState. */
    class PropertyState {

        /**
         * Constructs a new PropertyState.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.PropertyState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** PropertyState key. */
        key: string;

        /** PropertyState value. */
        value?: (waymark.StandaloneValue.$Properties|null);

        /** PropertyState timeMs. */
        timeMs: number;

        /**
         * Creates a new PropertyState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns PropertyState instance
         */
        static create(properties: waymark.PropertyState.$Shape): waymark.PropertyState & waymark.PropertyState.$Shape;
        static create(properties?: waymark.PropertyState.$Properties): waymark.PropertyState;

        /**
         * Encodes the specified PropertyState message. Does not implicitly {@link waymark.PropertyState.verify|verify} messages.
         * @param message PropertyState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.PropertyState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a PropertyState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.PropertyState & waymark.PropertyState.$Shape} PropertyState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.PropertyState & waymark.PropertyState.$Shape;
    }

    namespace PropertyState {

        /** Properties of a PropertyState. */
        interface $Properties {

            /** PropertyState key */
            key?: (string|null);

            /** PropertyState value */
            value?: (waymark.StandaloneValue.$Properties|null);

            /** PropertyState timeMs */
            timeMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a PropertyState. */
        type $Shape = {
          key?: string|null;
          value?: waymark.StandaloneValue.$Shape|null;
          timeMs?: number|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a StandaloneValue.
     * @deprecated Use waymark.StandaloneValue.$Properties instead.
     */
    interface IStandaloneValue extends waymark.StandaloneValue.$Properties {
    }

    /** Represents a StandaloneValue. */
    class StandaloneValue {

        /**
         * Constructs a new StandaloneValue.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.StandaloneValue.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StandaloneValue strings. */
        strings: string[];

        /** StandaloneValue value. */
        value?: (waymark.Value.$Properties|null);

        /**
         * Creates a new StandaloneValue instance using the specified properties.
         * @param [properties] Properties to set
         * @returns StandaloneValue instance
         */
        static create(properties: waymark.StandaloneValue.$Shape): waymark.StandaloneValue & waymark.StandaloneValue.$Shape;
        static create(properties?: waymark.StandaloneValue.$Properties): waymark.StandaloneValue;

        /**
         * Encodes the specified StandaloneValue message. Does not implicitly {@link waymark.StandaloneValue.verify|verify} messages.
         * @param message StandaloneValue message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.StandaloneValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StandaloneValue message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.StandaloneValue & waymark.StandaloneValue.$Shape} StandaloneValue
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.StandaloneValue & waymark.StandaloneValue.$Shape;
    }

    namespace StandaloneValue {

        /** Properties of a StandaloneValue. */
        interface $Properties {

            /** StandaloneValue strings */
            strings?: (string[]|null);

            /** StandaloneValue value */
            value?: (waymark.Value.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StandaloneValue. */
        type $Shape = {
          strings?: string[]|null;
          value?: waymark.Value.$Shape|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Window.
     * @deprecated Use waymark.Window.$Properties instead.
     */
    interface IWindow extends waymark.Window.$Properties {
    }

    /** Represents a Window. */
    class Window {

        /**
         * Constructs a new Window.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Window.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Window leaf. */
        leaf: string;

        /** Window times. */
        times: number[];

        /** Window values. */
        values: number[];

        /** Window keys. */
        keys: number[];

        /** Window ids. */
        ids: number[];

        /** Window scalar. */
        scalar?: (waymark.Value.$Properties|null);

        /** Window sketch. */
        sketch?: (waymark.Sketch.$Properties|null);

        /** Window ownIds. */
        ownIds: string[];

        /**
         * Creates a new Window instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Window instance
         */
        static create(properties: waymark.Window.$Shape): waymark.Window & waymark.Window.$Shape;
        static create(properties?: waymark.Window.$Properties): waymark.Window;

        /**
         * Encodes the specified Window message. Does not implicitly {@link waymark.Window.verify|verify} messages.
         * @param message Window message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Window.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Window message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Window & waymark.Window.$Shape} Window
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Window & waymark.Window.$Shape;
    }

    namespace Window {

        /** Properties of a Window. */
        interface $Properties {

            /** Window leaf */
            leaf?: (string|null);

            /** Window times */
            times?: (number[]|null);

            /** Window values */
            values?: (number[]|null);

            /** Window keys */
            keys?: (number[]|null);

            /** Window ids */
            ids?: (number[]|null);

            /** Window scalar */
            scalar?: (waymark.Value.$Properties|null);

            /** Window sketch */
            sketch?: (waymark.Sketch.$Properties|null);

            /** Window ownIds */
            ownIds?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Window. */
        type $Shape = {
          leaf?: string|null;
          times?: number[]|null;
          values?: number[]|null;
          keys?: number[]|null;
          ids?: number[]|null;
          scalar?: waymark.Value.$Shape|null;
          sketch?: waymark.Sketch.$Shape|null;
          ownIds?: string[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Sketch.
     * @deprecated Use waymark.Sketch.$Properties instead.
     */
    interface ISketch extends waymark.Sketch.$Properties {
    }

    /** Represents a Sketch. */
    class Sketch {

        /**
         * Constructs a new Sketch.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Sketch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Sketch registers. */
        registers: number[];

        /** Sketch times. */
        times: number[];

        /** Sketch ranks. */
        ranks: number[];

        /**
         * Creates a new Sketch instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Sketch instance
         */
        static create(properties: waymark.Sketch.$Shape): waymark.Sketch & waymark.Sketch.$Shape;
        static create(properties?: waymark.Sketch.$Properties): waymark.Sketch;

        /**
         * Encodes the specified Sketch message. Does not implicitly {@link waymark.Sketch.verify|verify} messages.
         * @param message Sketch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Sketch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Sketch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Sketch & waymark.Sketch.$Shape} Sketch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Sketch & waymark.Sketch.$Shape;
    }

    namespace Sketch {

        /** Properties of a Sketch. */
        interface $Properties {

            /** Sketch registers */
            registers?: (number[]|null);

            /** Sketch times */
            times?: (number[]|null);

            /** Sketch ranks */
            ranks?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Sketch. */
        type $Shape = waymark.Sketch.$Properties;
    }

    /**
     * Properties of a Membership.
     * @deprecated Use waymark.Membership.$Properties instead.
     */
    interface IMembership extends waymark.Membership.$Properties {
    }

    /** Represents a Membership. */
    class Membership {

        /**
         * Constructs a new Membership.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Membership.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Membership segment. */
        segment: string;

        /** Membership sinceMs. */
        sinceMs: number;

        /** Membership version. */
        version: string;

        /**
         * Creates a new Membership instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Membership instance
         */
        static create(properties: waymark.Membership.$Shape): waymark.Membership & waymark.Membership.$Shape;
        static create(properties?: waymark.Membership.$Properties): waymark.Membership;

        /**
         * Encodes the specified Membership message. Does not implicitly {@link waymark.Membership.verify|verify} messages.
         * @param message Membership message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Membership.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Membership message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Membership & waymark.Membership.$Shape} Membership
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Membership & waymark.Membership.$Shape;
    }

    namespace Membership {

        /** Properties of a Membership. */
        interface $Properties {

            /** Membership segment */
            segment?: (string|null);

            /** Membership sinceMs */
            sinceMs?: (number|null);

            /** Membership version */
            version?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Membership. */
        type $Shape = waymark.Membership.$Properties;
    }

    /**
     * Properties of an Instance.
     * @deprecated Use waymark.Instance.$Properties instead.
     */
    interface IInstance extends waymark.Instance.$Properties {
    }

    /** Represents an Instance. */
    class Instance {

        /**
         * Constructs a new Instance.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Instance.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Instance id. */
        id: string;

        /** Instance journey. */
        journey: string;

        /** Instance version. */
        version: string;

        /** Instance key. */
        key: string;

        /** Instance place. */
        place: number;

        /** Instance dueMs. */
        dueMs: number;

        /** Instance enteredMs. */
        enteredMs: number;

        /** Instance entry. */
        entry?: (waymark.StandaloneValue.$Properties|null);

        /** Instance sends. */
        sends: number;

        /**
         * Creates a new Instance instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Instance instance
         */
        static create(properties: waymark.Instance.$Shape): waymark.Instance & waymark.Instance.$Shape;
        static create(properties?: waymark.Instance.$Properties): waymark.Instance;

        /**
         * Encodes the specified Instance message. Does not implicitly {@link waymark.Instance.verify|verify} messages.
         * @param message Instance message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Instance.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Instance message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Instance & waymark.Instance.$Shape} Instance
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Instance & waymark.Instance.$Shape;
    }

    namespace Instance {

        /** Properties of an Instance. */
        interface $Properties {

            /** Instance id */
            id?: (string|null);

            /** Instance journey */
            journey?: (string|null);

            /** Instance version */
            version?: (string|null);

            /** Instance key */
            key?: (string|null);

            /** Instance place */
            place?: (number|null);

            /** Instance dueMs */
            dueMs?: (number|null);

            /** Instance enteredMs */
            enteredMs?: (number|null);

            /** Instance entry */
            entry?: (waymark.StandaloneValue.$Properties|null);

            /** Instance sends */
            sends?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Instance. */
        type $Shape = {
          id?: string|null;
          journey?: string|null;
          version?: string|null;
          key?: string|null;
          place?: number|null;
          dueMs?: number|null;
          enteredMs?: number|null;
          entry?: waymark.StandaloneValue.$Shape|null;
          sends?: number|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a Seen.
     * @deprecated Use waymark.Seen.$Properties instead.
     */
    interface ISeen extends waymark.Seen.$Properties {
    }

    /** Represents a Seen. */
    class Seen {

        /**
         * Constructs a new Seen.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Seen.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Seen id. */
        id: number;

        /** Seen atMs. */
        atMs: number;

        /**
         * Creates a new Seen instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Seen instance
         */
        static create(properties: waymark.Seen.$Shape): waymark.Seen & waymark.Seen.$Shape;
        static create(properties?: waymark.Seen.$Properties): waymark.Seen;

        /**
         * Encodes the specified Seen message. Does not implicitly {@link waymark.Seen.verify|verify} messages.
         * @param message Seen message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Seen.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Seen message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Seen & waymark.Seen.$Shape} Seen
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Seen & waymark.Seen.$Shape;
    }

    namespace Seen {

        /** Properties of a Seen. */
        interface $Properties {

            /** Seen id */
            id?: (number|null);

            /** Seen atMs */
            atMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Seen. */
        type $Shape = waymark.Seen.$Properties;
    }

    /**
     * Properties of a JourneyHistory.
     * @deprecated Use waymark.JourneyHistory.$Properties instead.
     */
    interface IJourneyHistory extends waymark.JourneyHistory.$Properties {
    }

    /** Represents a JourneyHistory. */
    class JourneyHistory {

        /**
         * Constructs a new JourneyHistory.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.JourneyHistory.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** JourneyHistory journey. */
        journey: string;

        /** JourneyHistory key. */
        key: string;

        /** JourneyHistory enteredMs. */
        enteredMs: number;

        /** JourneyHistory count. */
        count: number;

        /**
         * Creates a new JourneyHistory instance using the specified properties.
         * @param [properties] Properties to set
         * @returns JourneyHistory instance
         */
        static create(properties: waymark.JourneyHistory.$Shape): waymark.JourneyHistory & waymark.JourneyHistory.$Shape;
        static create(properties?: waymark.JourneyHistory.$Properties): waymark.JourneyHistory;

        /**
         * Encodes the specified JourneyHistory message. Does not implicitly {@link waymark.JourneyHistory.verify|verify} messages.
         * @param message JourneyHistory message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.JourneyHistory.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a JourneyHistory message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.JourneyHistory & waymark.JourneyHistory.$Shape} JourneyHistory
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.JourneyHistory & waymark.JourneyHistory.$Shape;
    }

    namespace JourneyHistory {

        /** Properties of a JourneyHistory. */
        interface $Properties {

            /** JourneyHistory journey */
            journey?: (string|null);

            /** JourneyHistory key */
            key?: (string|null);

            /** JourneyHistory enteredMs */
            enteredMs?: (number|null);

            /** JourneyHistory count */
            count?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a JourneyHistory. */
        type $Shape = waymark.JourneyHistory.$Properties;
    }

    /**
     * Properties of a Tick.
     * @deprecated Use waymark.Tick.$Properties instead.
     */
    interface ITick extends waymark.Tick.$Properties {
    }

    /** Represents a Tick. */
    class Tick {

        /**
         * Constructs a new Tick.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Tick.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Creates a new Tick instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Tick instance
         */
        static create(properties: waymark.Tick.$Shape): waymark.Tick & waymark.Tick.$Shape;
        static create(properties?: waymark.Tick.$Properties): waymark.Tick;

        /**
         * Encodes the specified Tick message. Does not implicitly {@link waymark.Tick.verify|verify} messages.
         * @param message Tick message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Tick.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Tick message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Tick & waymark.Tick.$Shape} Tick
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Tick & waymark.Tick.$Shape;
    }

    namespace Tick {

        /** Properties of a Tick. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Tick. */
        type $Shape = waymark.Tick.$Properties;
    }

    /**
     * Properties of a Replay.
     * @deprecated Use waymark.Replay.$Properties instead.
     */
    interface IReplay extends waymark.Replay.$Properties {
    }

    /** Represents a Replay. */
    class Replay {

        /**
         * Constructs a new Replay.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Replay.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Replay begun. */
        begun: number;

        /** Replay after. */
        after: number;

        /** Replay to. */
        to: number;

        /** Replay batches. */
        batches: waymark.ReplayedBatch.$Properties[];

        /** Replay failed. */
        failed: boolean;

        /**
         * Creates a new Replay instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Replay instance
         */
        static create(properties: waymark.Replay.$Shape): waymark.Replay & waymark.Replay.$Shape;
        static create(properties?: waymark.Replay.$Properties): waymark.Replay;

        /**
         * Encodes the specified Replay message. Does not implicitly {@link waymark.Replay.verify|verify} messages.
         * @param message Replay message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Replay.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Replay message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Replay & waymark.Replay.$Shape} Replay
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Replay & waymark.Replay.$Shape;
    }

    namespace Replay {

        /** Properties of a Replay. */
        interface $Properties {

            /** Replay begun */
            begun?: (number|null);

            /** Replay after */
            after?: (number|null);

            /** Replay to */
            to?: (number|null);

            /** Replay batches */
            batches?: (waymark.ReplayedBatch.$Properties[]|null);

            /** Replay failed */
            failed?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Replay. */
        type $Shape = waymark.Replay.$Properties;
    }

    /**
     * Properties of a ReplayedBatch.
     * @deprecated Use waymark.ReplayedBatch.$Properties instead.
     */
    interface IReplayedBatch extends waymark.ReplayedBatch.$Properties {
    }

    /** Represents a ReplayedBatch. */
    class ReplayedBatch {

        /**
         * Constructs a new ReplayedBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.ReplayedBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ReplayedBatch atMs. */
        atMs: number;

        /** ReplayedBatch events. */
        events: Uint8Array;

        /**
         * Creates a new ReplayedBatch instance using the specified properties.
         * @param [properties] Properties to set
         * @returns ReplayedBatch instance
         */
        static create(properties: waymark.ReplayedBatch.$Shape): waymark.ReplayedBatch & waymark.ReplayedBatch.$Shape;
        static create(properties?: waymark.ReplayedBatch.$Properties): waymark.ReplayedBatch;

        /**
         * Encodes the specified ReplayedBatch message. Does not implicitly {@link waymark.ReplayedBatch.verify|verify} messages.
         * @param message ReplayedBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.ReplayedBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ReplayedBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.ReplayedBatch & waymark.ReplayedBatch.$Shape} ReplayedBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.ReplayedBatch & waymark.ReplayedBatch.$Shape;
    }

    namespace ReplayedBatch {

        /** Properties of a ReplayedBatch. */
        interface $Properties {

            /** ReplayedBatch atMs */
            atMs?: (number|null);

            /** ReplayedBatch events */
            events?: (Uint8Array|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ReplayedBatch. */
        type $Shape = waymark.ReplayedBatch.$Properties;
    }

    /**
     * Properties of an Activate.
     * @deprecated Use waymark.Activate.$Properties instead.
     */
    interface IActivate extends waymark.Activate.$Properties {
    }

    /** Represents an Activate. */
    class Activate {

        /**
         * Constructs a new Activate.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Activate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Activate version. */
        version: string;

        /**
         * Creates a new Activate instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Activate instance
         */
        static create(properties: waymark.Activate.$Shape): waymark.Activate & waymark.Activate.$Shape;
        static create(properties?: waymark.Activate.$Properties): waymark.Activate;

        /**
         * Encodes the specified Activate message. Does not implicitly {@link waymark.Activate.verify|verify} messages.
         * @param message Activate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Activate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Activate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Activate & waymark.Activate.$Shape} Activate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Activate & waymark.Activate.$Shape;
    }

    namespace Activate {

        /** Properties of an Activate. */
        interface $Properties {

            /** Activate version */
            version?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Activate. */
        type $Shape = waymark.Activate.$Properties;
    }

    /**
     * Properties of a Command.
     * @deprecated Use waymark.Command.$Properties instead.
     */
    interface ICommand extends waymark.Command.$Properties {
    }

    /** Represents a Command. */
    class Command {

        /**
         * Constructs a new Command.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Command.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Command id. */
        id: string;

        /** Command name. */
        name: string;

        /** Command subject. */
        subject?: (waymark.Key.$Properties|null);

        /** Command other. */
        other?: (waymark.Key.$Properties|null);

        /** Command timeMs. */
        timeMs: number;

        /**
         * Creates a new Command instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Command instance
         */
        static create(properties: waymark.Command.$Shape): waymark.Command & waymark.Command.$Shape;
        static create(properties?: waymark.Command.$Properties): waymark.Command;

        /**
         * Encodes the specified Command message. Does not implicitly {@link waymark.Command.verify|verify} messages.
         * @param message Command message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Command.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Command message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Command & waymark.Command.$Shape} Command
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Command & waymark.Command.$Shape;
    }

    namespace Command {

        /** Properties of a Command. */
        interface $Properties {

            /** Command id */
            id?: (string|null);

            /** Command name */
            name?: (string|null);

            /** Command subject */
            subject?: (waymark.Key.$Properties|null);

            /** Command other */
            other?: (waymark.Key.$Properties|null);

            /** Command timeMs */
            timeMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Command. */
        type $Shape = waymark.Command.$Properties;
    }

    /**
     * Properties of a Parked.
     * @deprecated Use waymark.Parked.$Properties instead.
     */
    interface IParked extends waymark.Parked.$Properties {
    }

    /** Represents a Parked. */
    class Parked {

        /**
         * Constructs a new Parked.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Parked.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Parked event. */
        event: Uint8Array;

        /** Parked command. */
        command?: (waymark.Command.$Properties|null);

        /** Parked rounds. */
        rounds: number;

        /**
         * Creates a new Parked instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Parked instance
         */
        static create(properties: waymark.Parked.$Shape): waymark.Parked & waymark.Parked.$Shape;
        static create(properties?: waymark.Parked.$Properties): waymark.Parked;

        /**
         * Encodes the specified Parked message. Does not implicitly {@link waymark.Parked.verify|verify} messages.
         * @param message Parked message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Parked.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Parked message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Parked & waymark.Parked.$Shape} Parked
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Parked & waymark.Parked.$Shape;
    }

    namespace Parked {

        /** Properties of a Parked. */
        interface $Properties {

            /** Parked event */
            event?: (Uint8Array|null);

            /** Parked command */
            command?: (waymark.Command.$Properties|null);

            /** Parked rounds */
            rounds?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Parked. */
        type $Shape = waymark.Parked.$Properties;
    }

    /**
     * Properties of a Change.
     * @deprecated Use waymark.Change.$Properties instead.
     */
    interface IChange extends waymark.Change.$Properties {
    }

    /** Represents a Change. */
    class Change {

        /**
         * Constructs a new Change.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Change.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Change format. */
        format: number;

        /** Change partition. */
        partition: number;

        /** Change epoch. */
        epoch: number;

        /** Change checkpoint. */
        checkpoint: number;

        /** Change check. */
        check: number;

        /** Change chunk. */
        chunk?: (waymark.Chunk.$Properties|null);

        /** Change commit. */
        commit?: (Uint8Array|null);

        /** Change claim. */
        claim?: (Uint8Array|null);

        /** Change trial. */
        trial?: (Uint8Array|null);

        /** Change skip. */
        skip?: (Uint8Array|null);

        /** Change torn. */
        torn?: (Uint8Array|null);

        /** Change body. */
        body?: ("chunk"|"commit"|"claim"|"trial"|"skip"|"torn");

        /**
         * Creates a new Change instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Change instance
         */
        static create(properties: waymark.Change.$Shape): waymark.Change & waymark.Change.$Shape;
        static create(properties?: waymark.Change.$Properties): waymark.Change;

        /**
         * Encodes the specified Change message. Does not implicitly {@link waymark.Change.verify|verify} messages.
         * @param message Change message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Change.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Change message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Change & waymark.Change.$Shape} Change
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Change & waymark.Change.$Shape;
    }

    namespace Change {

        /** Properties of a Change. */
        interface $Properties {

            /** Change format */
            format?: (number|null);

            /** Change partition */
            partition?: (number|null);

            /** Change epoch */
            epoch?: (number|null);

            /** Change checkpoint */
            checkpoint?: (number|null);

            /** Change check */
            check?: (number|null);

            /** Change chunk */
            chunk?: (waymark.Chunk.$Properties|null);

            /** Change commit */
            commit?: (Uint8Array|null);

            /** Change claim */
            claim?: (Uint8Array|null);

            /** Change trial */
            trial?: (Uint8Array|null);

            /** Change skip */
            skip?: (Uint8Array|null);

            /** Change torn */
            torn?: (Uint8Array|null);

            /** Change body */
            body?: ("chunk"|"commit"|"claim"|"trial"|"skip"|"torn");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a Change. */
        type $Shape = {
          format?: number|null;
          partition?: number|null;
          epoch?: number|null;
          checkpoint?: number|null;
          check?: number|null;
          chunk?: waymark.Chunk.$Shape|null;
          commit?: Uint8Array|null;
          claim?: Uint8Array|null;
          trial?: Uint8Array|null;
          skip?: Uint8Array|null;
          torn?: Uint8Array|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; chunk?: null; commit?: null; claim?: null; trial?: null; skip?: null; torn?: null }|{ body?: "chunk"; chunk: waymark.Chunk.$Shape; commit?: null; claim?: null; trial?: null; skip?: null; torn?: null }|{ body?: "commit"; chunk?: null; commit: Uint8Array; claim?: null; trial?: null; skip?: null; torn?: null }|{ body?: "claim"; chunk?: null; commit?: null; claim: Uint8Array; trial?: null; skip?: null; torn?: null }|{ body?: "trial"; chunk?: null; commit?: null; claim?: null; trial: Uint8Array; skip?: null; torn?: null }|{ body?: "skip"; chunk?: null; commit?: null; claim?: null; trial?: null; skip: Uint8Array; torn?: null }|{ body?: "torn"; chunk?: null; commit?: null; claim?: null; trial?: null; skip?: null; torn: Uint8Array })
        );
    }

    /**
     * Properties of a Chunk.
     * @deprecated Use waymark.Chunk.$Properties instead.
     */
    interface IChunk extends waymark.Chunk.$Properties {
    }

    /** Represents a Chunk. */
    class Chunk {

        /**
         * Constructs a new Chunk.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Chunk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Chunk index. */
        index: number;

        /** Chunk entries. */
        entries: Uint8Array[];

        /** Chunk open. */
        open: boolean;

        /**
         * Creates a new Chunk instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Chunk instance
         */
        static create(properties: waymark.Chunk.$Shape): waymark.Chunk & waymark.Chunk.$Shape;
        static create(properties?: waymark.Chunk.$Properties): waymark.Chunk;

        /**
         * Encodes the specified Chunk message. Does not implicitly {@link waymark.Chunk.verify|verify} messages.
         * @param message Chunk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Chunk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Chunk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Chunk & waymark.Chunk.$Shape} Chunk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Chunk & waymark.Chunk.$Shape;
    }

    namespace Chunk {

        /** Properties of a Chunk. */
        interface $Properties {

            /** Chunk index */
            index?: (number|null);

            /** Chunk entries */
            entries?: (Uint8Array[]|null);

            /** Chunk open */
            open?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Chunk. */
        type $Shape = waymark.Chunk.$Properties;
    }

    /**
     * Properties of an Entry.
     * @deprecated Use waymark.Entry.$Properties instead.
     */
    interface IEntry extends waymark.Entry.$Properties {
    }

    /** Represents an Entry. */
    class Entry {

        /**
         * Constructs a new Entry.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Entry.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Entry name. */
        name?: (waymark.Key.$Properties|null);

        /** Entry profile. */
        profile?: (waymark.Profile.$Properties|null);

        /** Entry redirect. */
        redirect?: (waymark.Redirect.$Properties|null);

        /** Entry gone. */
        gone?: (boolean|null);

        /** Entry life. */
        life?: (number|null);

        /** Entry tombstone. */
        tombstone?: (waymark.Tombstone.$Properties|null);

        /** Entry fragments. */
        fragments?: (waymark.OpenFragments.$Properties|null);

        /** Entry dueMs. */
        dueMs: number;

        /** Entry turn. */
        turn: number;

        /** Entry body. */
        body?: ("profile"|"redirect"|"gone"|"life"|"tombstone"|"fragments");

        /**
         * Creates a new Entry instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Entry instance
         */
        static create(properties: waymark.Entry.$Shape): waymark.Entry & waymark.Entry.$Shape;
        static create(properties?: waymark.Entry.$Properties): waymark.Entry;

        /**
         * Encodes the specified Entry message. Does not implicitly {@link waymark.Entry.verify|verify} messages.
         * @param message Entry message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Entry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Entry message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Entry & waymark.Entry.$Shape} Entry
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Entry & waymark.Entry.$Shape;
    }

    namespace Entry {

        /** Properties of an Entry. */
        interface $Properties {

            /** Entry name */
            name?: (waymark.Key.$Properties|null);

            /** Entry profile */
            profile?: (waymark.Profile.$Properties|null);

            /** Entry redirect */
            redirect?: (waymark.Redirect.$Properties|null);

            /** Entry gone */
            gone?: (boolean|null);

            /** Entry life */
            life?: (number|null);

            /** Entry tombstone */
            tombstone?: (waymark.Tombstone.$Properties|null);

            /** Entry fragments */
            fragments?: (waymark.OpenFragments.$Properties|null);

            /** Entry dueMs */
            dueMs?: (number|null);

            /** Entry turn */
            turn?: (number|null);

            /** Entry body */
            body?: ("profile"|"redirect"|"gone"|"life"|"tombstone"|"fragments");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of an Entry. */
        type $Shape = {
          name?: waymark.Key.$Shape|null;
          profile?: waymark.Profile.$Shape|null;
          redirect?: waymark.Redirect.$Shape|null;
          gone?: boolean|null;
          life?: number|null;
          tombstone?: waymark.Tombstone.$Shape|null;
          fragments?: waymark.OpenFragments.$Shape|null;
          dueMs?: number|null;
          turn?: number|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ body?: undefined; profile?: null; redirect?: null; gone?: null; life?: null; tombstone?: null; fragments?: null }|{ body?: "profile"; profile: waymark.Profile.$Shape; redirect?: null; gone?: null; life?: null; tombstone?: null; fragments?: null }|{ body?: "redirect"; profile?: null; redirect: waymark.Redirect.$Shape; gone?: null; life?: null; tombstone?: null; fragments?: null }|{ body?: "gone"; profile?: null; redirect?: null; gone: boolean; life?: null; tombstone?: null; fragments?: null }|{ body?: "life"; profile?: null; redirect?: null; gone?: null; life: number; tombstone?: null; fragments?: null }|{ body?: "tombstone"; profile?: null; redirect?: null; gone?: null; life?: null; tombstone: waymark.Tombstone.$Shape; fragments?: null }|{ body?: "fragments"; profile?: null; redirect?: null; gone?: null; life?: null; tombstone?: null; fragments: waymark.OpenFragments.$Shape })
        );
    }

    /**
     * Properties of a Redirect.
     * @deprecated Use waymark.Redirect.$Properties instead.
     */
    interface IRedirect extends waymark.Redirect.$Properties {
    }

    /** Represents a Redirect. */
    class Redirect {

        /**
         * Constructs a new Redirect.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Redirect.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Redirect to. */
        to?: (waymark.Key.$Properties|null);

        /** Redirect flush. */
        flush: number;

        /** Redirect held. */
        held: waymark.Message.$Properties[];

        /** Redirect owners. */
        owners: waymark.Owner.$Properties[];

        /**
         * Creates a new Redirect instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Redirect instance
         */
        static create(properties: waymark.Redirect.$Shape): waymark.Redirect & waymark.Redirect.$Shape;
        static create(properties?: waymark.Redirect.$Properties): waymark.Redirect;

        /**
         * Encodes the specified Redirect message. Does not implicitly {@link waymark.Redirect.verify|verify} messages.
         * @param message Redirect message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Redirect.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Redirect message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Redirect & waymark.Redirect.$Shape} Redirect
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Redirect & waymark.Redirect.$Shape;
    }

    namespace Redirect {

        /** Properties of a Redirect. */
        interface $Properties {

            /** Redirect to */
            to?: (waymark.Key.$Properties|null);

            /** Redirect flush */
            flush?: (number|null);

            /** Redirect held */
            held?: (waymark.Message.$Properties[]|null);

            /** Redirect owners */
            owners?: (waymark.Owner.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Redirect. */
        type $Shape = {
          to?: waymark.Key.$Shape|null;
          flush?: number|null;
          held?: waymark.Message.$Shape[]|null;
          owners?: waymark.Owner.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of an Owner.
     * @deprecated Use waymark.Owner.$Properties instead.
     */
    interface IOwner extends waymark.Owner.$Properties {
    }

    /** Represents an Owner. */
    class Owner {

        /**
         * Constructs a new Owner.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Owner.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Owner key. */
        key?: (waymark.Key.$Properties|null);

        /** Owner life. */
        life: number;

        /**
         * Creates a new Owner instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Owner instance
         */
        static create(properties: waymark.Owner.$Shape): waymark.Owner & waymark.Owner.$Shape;
        static create(properties?: waymark.Owner.$Properties): waymark.Owner;

        /**
         * Encodes the specified Owner message. Does not implicitly {@link waymark.Owner.verify|verify} messages.
         * @param message Owner message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Owner.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Owner message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Owner & waymark.Owner.$Shape} Owner
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Owner & waymark.Owner.$Shape;
    }

    namespace Owner {

        /** Properties of an Owner. */
        interface $Properties {

            /** Owner key */
            key?: (waymark.Key.$Properties|null);

            /** Owner life */
            life?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Owner. */
        type $Shape = waymark.Owner.$Properties;
    }

    /**
     * Properties of a Tombstone.
     * @deprecated Use waymark.Tombstone.$Properties instead.
     */
    interface ITombstone extends waymark.Tombstone.$Properties {
    }

    /** Represents a Tombstone. */
    class Tombstone {

        /**
         * Constructs a new Tombstone.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Tombstone.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Tombstone hash. */
        hash: number;

        /** Tombstone erasedMs. */
        erasedMs: number;

        /** Tombstone generation. */
        generation: number;

        /**
         * Creates a new Tombstone instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Tombstone instance
         */
        static create(properties: waymark.Tombstone.$Shape): waymark.Tombstone & waymark.Tombstone.$Shape;
        static create(properties?: waymark.Tombstone.$Properties): waymark.Tombstone;

        /**
         * Encodes the specified Tombstone message. Does not implicitly {@link waymark.Tombstone.verify|verify} messages.
         * @param message Tombstone message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Tombstone.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Tombstone message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Tombstone & waymark.Tombstone.$Shape} Tombstone
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Tombstone & waymark.Tombstone.$Shape;
    }

    namespace Tombstone {

        /** Properties of a Tombstone. */
        interface $Properties {

            /** Tombstone hash */
            hash?: (number|null);

            /** Tombstone erasedMs */
            erasedMs?: (number|null);

            /** Tombstone generation */
            generation?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Tombstone. */
        type $Shape = waymark.Tombstone.$Properties;
    }

    /**
     * Properties of a Commit.
     * @deprecated Use waymark.Commit.$Properties instead.
     */
    interface ICommit extends waymark.Commit.$Properties {
    }

    /** Represents a Commit. */
    class Commit {

        /**
         * Constructs a new Commit.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Commit.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Commit offset. */
        offset: number;

        /** Commit nowMs. */
        nowMs: number;

        /** Commit received. */
        received: number[];

        /** Commit sent. */
        sent: number[];

        /** Commit version. */
        version: string;

        /** Commit flushes. */
        flushes: number;

        /** Commit chunks. */
        chunks: number;

        /** Commit entries. */
        entries: number;

        /** Commit stateHash. */
        stateHash: number;

        /** Commit sweepFrom. */
        sweepFrom: number;

        /** Commit namespace. */
        namespace: string;

        /** Commit partitions. */
        partitions: number;

        /** Commit rank. */
        rank: string;

        /** Commit skips. */
        skips: waymark.Skip.$Properties[];

        /** Commit members. */
        members: waymark.SegmentMembers.$Properties[];

        /** Commit backfill. */
        backfill?: (waymark.BackfillState.$Properties|null);

        /** Commit peers. */
        peers: waymark.BackfillNote.$Properties[];

        /** Commit sweep. */
        sweep?: (waymark.SweepState.$Properties|null);

        /** Commit turn. */
        turn: number;

        /** Commit adoption. */
        adoption?: (waymark.Adoption.$Properties|null);

        /** Commit backfillFailed. */
        backfillFailed?: (waymark.BackfillFailure.$Properties|null);

        /**
         * Creates a new Commit instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Commit instance
         */
        static create(properties: waymark.Commit.$Shape): waymark.Commit & waymark.Commit.$Shape;
        static create(properties?: waymark.Commit.$Properties): waymark.Commit;

        /**
         * Encodes the specified Commit message. Does not implicitly {@link waymark.Commit.verify|verify} messages.
         * @param message Commit message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Commit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Commit message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Commit & waymark.Commit.$Shape} Commit
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Commit & waymark.Commit.$Shape;
    }

    namespace Commit {

        /** Properties of a Commit. */
        interface $Properties {

            /** Commit offset */
            offset?: (number|null);

            /** Commit nowMs */
            nowMs?: (number|null);

            /** Commit received */
            received?: (number[]|null);

            /** Commit sent */
            sent?: (number[]|null);

            /** Commit version */
            version?: (string|null);

            /** Commit flushes */
            flushes?: (number|null);

            /** Commit chunks */
            chunks?: (number|null);

            /** Commit entries */
            entries?: (number|null);

            /** Commit stateHash */
            stateHash?: (number|null);

            /** Commit sweepFrom */
            sweepFrom?: (number|null);

            /** Commit namespace */
            namespace?: (string|null);

            /** Commit partitions */
            partitions?: (number|null);

            /** Commit rank */
            rank?: (string|null);

            /** Commit skips */
            skips?: (waymark.Skip.$Properties[]|null);

            /** Commit members */
            members?: (waymark.SegmentMembers.$Properties[]|null);

            /** Commit backfill */
            backfill?: (waymark.BackfillState.$Properties|null);

            /** Commit peers */
            peers?: (waymark.BackfillNote.$Properties[]|null);

            /** Commit sweep */
            sweep?: (waymark.SweepState.$Properties|null);

            /** Commit turn */
            turn?: (number|null);

            /** Commit adoption */
            adoption?: (waymark.Adoption.$Properties|null);

            /** Commit backfillFailed */
            backfillFailed?: (waymark.BackfillFailure.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Commit. */
        type $Shape = waymark.Commit.$Properties;
    }

    /**
     * Properties of a BackfillFailure.
     * @deprecated Use waymark.BackfillFailure.$Properties instead.
     */
    interface IBackfillFailure extends waymark.BackfillFailure.$Properties {
    }

    /** Represents a BackfillFailure. */
    class BackfillFailure {

        /**
         * Constructs a new BackfillFailure.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.BackfillFailure.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BackfillFailure version. */
        version: string;

        /** BackfillFailure offset. */
        offset: number;

        /**
         * Creates a new BackfillFailure instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BackfillFailure instance
         */
        static create(properties: waymark.BackfillFailure.$Shape): waymark.BackfillFailure & waymark.BackfillFailure.$Shape;
        static create(properties?: waymark.BackfillFailure.$Properties): waymark.BackfillFailure;

        /**
         * Encodes the specified BackfillFailure message. Does not implicitly {@link waymark.BackfillFailure.verify|verify} messages.
         * @param message BackfillFailure message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.BackfillFailure.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BackfillFailure message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.BackfillFailure & waymark.BackfillFailure.$Shape} BackfillFailure
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.BackfillFailure & waymark.BackfillFailure.$Shape;
    }

    namespace BackfillFailure {

        /** Properties of a BackfillFailure. */
        interface $Properties {

            /** BackfillFailure version */
            version?: (string|null);

            /** BackfillFailure offset */
            offset?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BackfillFailure. */
        type $Shape = waymark.BackfillFailure.$Properties;
    }

    /**
     * Properties of an Adoption.
     * @deprecated Use waymark.Adoption.$Properties instead.
     */
    interface IAdoption extends waymark.Adoption.$Properties {
    }

    /** Represents an Adoption. */
    class Adoption {

        /**
         * Constructs a new Adoption.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Adoption.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Adoption round. */
        round?: (waymark.Round.$Properties|null);

        /** Adoption earlier. */
        earlier: waymark.EarlierVersion.$Properties[];

        /** Adoption waiting. */
        waiting: string;

        /**
         * Creates a new Adoption instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Adoption instance
         */
        static create(properties: waymark.Adoption.$Shape): waymark.Adoption & waymark.Adoption.$Shape;
        static create(properties?: waymark.Adoption.$Properties): waymark.Adoption;

        /**
         * Encodes the specified Adoption message. Does not implicitly {@link waymark.Adoption.verify|verify} messages.
         * @param message Adoption message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Adoption.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Adoption message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Adoption & waymark.Adoption.$Shape} Adoption
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Adoption & waymark.Adoption.$Shape;
    }

    namespace Adoption {

        /** Properties of an Adoption. */
        interface $Properties {

            /** Adoption round */
            round?: (waymark.Round.$Properties|null);

            /** Adoption earlier */
            earlier?: (waymark.EarlierVersion.$Properties[]|null);

            /** Adoption waiting */
            waiting?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Adoption. */
        type $Shape = waymark.Adoption.$Properties;
    }

    /**
     * Properties of a Round.
     * @deprecated Use waymark.Round.$Properties instead.
     */
    interface IRound extends waymark.Round.$Properties {
    }

    /** Represents a Round. */
    class Round {

        /**
         * Constructs a new Round.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Round.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Round from. */
        from: number;

        /** Round lastMs. */
        lastMs: number;

        /**
         * Creates a new Round instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Round instance
         */
        static create(properties: waymark.Round.$Shape): waymark.Round & waymark.Round.$Shape;
        static create(properties?: waymark.Round.$Properties): waymark.Round;

        /**
         * Encodes the specified Round message. Does not implicitly {@link waymark.Round.verify|verify} messages.
         * @param message Round message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Round.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Round message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Round & waymark.Round.$Shape} Round
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Round & waymark.Round.$Shape;
    }

    namespace Round {

        /** Properties of a Round. */
        interface $Properties {

            /** Round from */
            from?: (number|null);

            /** Round lastMs */
            lastMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Round. */
        type $Shape = waymark.Round.$Properties;
    }

    /**
     * Properties of an EarlierVersion.
     * @deprecated Use waymark.EarlierVersion.$Properties instead.
     */
    interface IEarlierVersion extends waymark.EarlierVersion.$Properties {
    }

    /** Represents an EarlierVersion. */
    class EarlierVersion {

        /**
         * Constructs a new EarlierVersion.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.EarlierVersion.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** EarlierVersion turn. */
        turn: number;

        /** EarlierVersion version. */
        version: string;

        /** EarlierVersion all. */
        all: boolean;

        /** EarlierVersion anew. */
        anew: string[];

        /**
         * Creates a new EarlierVersion instance using the specified properties.
         * @param [properties] Properties to set
         * @returns EarlierVersion instance
         */
        static create(properties: waymark.EarlierVersion.$Shape): waymark.EarlierVersion & waymark.EarlierVersion.$Shape;
        static create(properties?: waymark.EarlierVersion.$Properties): waymark.EarlierVersion;

        /**
         * Encodes the specified EarlierVersion message. Does not implicitly {@link waymark.EarlierVersion.verify|verify} messages.
         * @param message EarlierVersion message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.EarlierVersion.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an EarlierVersion message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.EarlierVersion & waymark.EarlierVersion.$Shape} EarlierVersion
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.EarlierVersion & waymark.EarlierVersion.$Shape;
    }

    namespace EarlierVersion {

        /** Properties of an EarlierVersion. */
        interface $Properties {

            /** EarlierVersion turn */
            turn?: (number|null);

            /** EarlierVersion version */
            version?: (string|null);

            /** EarlierVersion all */
            all?: (boolean|null);

            /** EarlierVersion anew */
            anew?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an EarlierVersion. */
        type $Shape = waymark.EarlierVersion.$Properties;
    }

    /**
     * Properties of a BackfillState.
     * @deprecated Use waymark.BackfillState.$Properties instead.
     */
    interface IBackfillState extends waymark.BackfillState.$Properties {
    }

    /** Represents a BackfillState. */
    class BackfillState {

        /**
         * Constructs a new BackfillState.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.BackfillState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BackfillState version. */
        version: string;

        /** BackfillState begun. */
        begun: number;

        /** BackfillState windows. */
        windows: string[];

        /** BackfillState fromMs. */
        fromMs: number;

        /** BackfillState cursor. */
        cursor: number;

        /** BackfillState until. */
        until: number;

        /**
         * Creates a new BackfillState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns BackfillState instance
         */
        static create(properties: waymark.BackfillState.$Shape): waymark.BackfillState & waymark.BackfillState.$Shape;
        static create(properties?: waymark.BackfillState.$Properties): waymark.BackfillState;

        /**
         * Encodes the specified BackfillState message. Does not implicitly {@link waymark.BackfillState.verify|verify} messages.
         * @param message BackfillState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.BackfillState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BackfillState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.BackfillState & waymark.BackfillState.$Shape} BackfillState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.BackfillState & waymark.BackfillState.$Shape;
    }

    namespace BackfillState {

        /** Properties of a BackfillState. */
        interface $Properties {

            /** BackfillState version */
            version?: (string|null);

            /** BackfillState begun */
            begun?: (number|null);

            /** BackfillState windows */
            windows?: (string[]|null);

            /** BackfillState fromMs */
            fromMs?: (number|null);

            /** BackfillState cursor */
            cursor?: (number|null);

            /** BackfillState until */
            until?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BackfillState. */
        type $Shape = waymark.BackfillState.$Properties;
    }

    /**
     * Properties of a SweepState.
     * @deprecated Use waymark.SweepState.$Properties instead.
     */
    interface ISweepState extends waymark.SweepState.$Properties {
    }

    /** Represents a SweepState. */
    class SweepState {

        /**
         * Constructs a new SweepState.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.SweepState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SweepState segments. */
        segments: string[];

        /** SweepState round. */
        round?: (waymark.Round.$Properties|null);

        /**
         * Creates a new SweepState instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SweepState instance
         */
        static create(properties: waymark.SweepState.$Shape): waymark.SweepState & waymark.SweepState.$Shape;
        static create(properties?: waymark.SweepState.$Properties): waymark.SweepState;

        /**
         * Encodes the specified SweepState message. Does not implicitly {@link waymark.SweepState.verify|verify} messages.
         * @param message SweepState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.SweepState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SweepState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.SweepState & waymark.SweepState.$Shape} SweepState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.SweepState & waymark.SweepState.$Shape;
    }

    namespace SweepState {

        /** Properties of a SweepState. */
        interface $Properties {

            /** SweepState segments */
            segments?: (string[]|null);

            /** SweepState round */
            round?: (waymark.Round.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SweepState. */
        type $Shape = waymark.SweepState.$Properties;
    }

    /**
     * Properties of a SegmentMembers.
     * @deprecated Use waymark.SegmentMembers.$Properties instead.
     */
    interface ISegmentMembers extends waymark.SegmentMembers.$Properties {
    }

    /** Represents a SegmentMembers. */
    class SegmentMembers {

        /**
         * Constructs a new SegmentMembers.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.SegmentMembers.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SegmentMembers segment. */
        segment: string;

        /** SegmentMembers members. */
        members: number;

        /**
         * Creates a new SegmentMembers instance using the specified properties.
         * @param [properties] Properties to set
         * @returns SegmentMembers instance
         */
        static create(properties: waymark.SegmentMembers.$Shape): waymark.SegmentMembers & waymark.SegmentMembers.$Shape;
        static create(properties?: waymark.SegmentMembers.$Properties): waymark.SegmentMembers;

        /**
         * Encodes the specified SegmentMembers message. Does not implicitly {@link waymark.SegmentMembers.verify|verify} messages.
         * @param message SegmentMembers message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.SegmentMembers.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SegmentMembers message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.SegmentMembers & waymark.SegmentMembers.$Shape} SegmentMembers
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.SegmentMembers & waymark.SegmentMembers.$Shape;
    }

    namespace SegmentMembers {

        /** Properties of a SegmentMembers. */
        interface $Properties {

            /** SegmentMembers segment */
            segment?: (string|null);

            /** SegmentMembers members */
            members?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SegmentMembers. */
        type $Shape = waymark.SegmentMembers.$Properties;
    }

    /**
     * Properties of an OpenFragments.
     * @deprecated Use waymark.OpenFragments.$Properties instead.
     */
    interface IOpenFragments extends waymark.OpenFragments.$Properties {
    }

    /** Represents an OpenFragments. */
    class OpenFragments {

        /**
         * Constructs a new OpenFragments.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.OpenFragments.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OpenFragments from. */
        from: number;

        /** OpenFragments parts. */
        parts: Uint8Array[];

        /**
         * Creates a new OpenFragments instance using the specified properties.
         * @param [properties] Properties to set
         * @returns OpenFragments instance
         */
        static create(properties: waymark.OpenFragments.$Shape): waymark.OpenFragments & waymark.OpenFragments.$Shape;
        static create(properties?: waymark.OpenFragments.$Properties): waymark.OpenFragments;

        /**
         * Encodes the specified OpenFragments message. Does not implicitly {@link waymark.OpenFragments.verify|verify} messages.
         * @param message OpenFragments message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.OpenFragments.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OpenFragments message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.OpenFragments & waymark.OpenFragments.$Shape} OpenFragments
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.OpenFragments & waymark.OpenFragments.$Shape;
    }

    namespace OpenFragments {

        /** Properties of an OpenFragments. */
        interface $Properties {

            /** OpenFragments from */
            from?: (number|null);

            /** OpenFragments parts */
            parts?: (Uint8Array[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OpenFragments. */
        type $Shape = waymark.OpenFragments.$Properties;
    }

    /**
     * Properties of an Epoch.
     * @deprecated Use waymark.Epoch.$Properties instead.
     */
    interface IEpoch extends waymark.Epoch.$Properties {
    }

    /** Represents an Epoch. */
    class Epoch {

        /**
         * Constructs a new Epoch.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Epoch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Epoch worker. */
        worker: string;

        /** Epoch namespace. */
        namespace: string;

        /** Epoch partitions. */
        partitions: number;

        /**
         * Creates a new Epoch instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Epoch instance
         */
        static create(properties: waymark.Epoch.$Shape): waymark.Epoch & waymark.Epoch.$Shape;
        static create(properties?: waymark.Epoch.$Properties): waymark.Epoch;

        /**
         * Encodes the specified Epoch message. Does not implicitly {@link waymark.Epoch.verify|verify} messages.
         * @param message Epoch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Epoch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Epoch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Epoch & waymark.Epoch.$Shape} Epoch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Epoch & waymark.Epoch.$Shape;
    }

    namespace Epoch {

        /** Properties of an Epoch. */
        interface $Properties {

            /** Epoch worker */
            worker?: (string|null);

            /** Epoch namespace */
            namespace?: (string|null);

            /** Epoch partitions */
            partitions?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Epoch. */
        type $Shape = waymark.Epoch.$Properties;
    }

    /**
     * Properties of a Trial.
     * @deprecated Use waymark.Trial.$Properties instead.
     */
    interface ITrial extends waymark.Trial.$Properties {
    }

    /** Represents a Trial. */
    class Trial {

        /**
         * Constructs a new Trial.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Trial.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Trial from. */
        from: number;

        /** Trial to. */
        to: number;

        /** Trial attempt. */
        attempt: number;

        /** Trial program. */
        program: string;

        /**
         * Creates a new Trial instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Trial instance
         */
        static create(properties: waymark.Trial.$Shape): waymark.Trial & waymark.Trial.$Shape;
        static create(properties?: waymark.Trial.$Properties): waymark.Trial;

        /**
         * Encodes the specified Trial message. Does not implicitly {@link waymark.Trial.verify|verify} messages.
         * @param message Trial message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Trial.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Trial message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Trial & waymark.Trial.$Shape} Trial
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Trial & waymark.Trial.$Shape;
    }

    namespace Trial {

        /** Properties of a Trial. */
        interface $Properties {

            /** Trial from */
            from?: (number|null);

            /** Trial to */
            to?: (number|null);

            /** Trial attempt */
            attempt?: (number|null);

            /** Trial program */
            program?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Trial. */
        type $Shape = waymark.Trial.$Properties;
    }

    /**
     * Properties of a Skip.
     * @deprecated Use waymark.Skip.$Properties instead.
     */
    interface ISkip extends waymark.Skip.$Properties {
    }

    /** Represents a Skip. */
    class Skip {

        /**
         * Constructs a new Skip.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Skip.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Skip offset. */
        offset: number;

        /** Skip reason. */
        reason: string;

        /**
         * Creates a new Skip instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Skip instance
         */
        static create(properties: waymark.Skip.$Shape): waymark.Skip & waymark.Skip.$Shape;
        static create(properties?: waymark.Skip.$Properties): waymark.Skip;

        /**
         * Encodes the specified Skip message. Does not implicitly {@link waymark.Skip.verify|verify} messages.
         * @param message Skip message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Skip.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Skip message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Skip & waymark.Skip.$Shape} Skip
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Skip & waymark.Skip.$Shape;
    }

    namespace Skip {

        /** Properties of a Skip. */
        interface $Properties {

            /** Skip offset */
            offset?: (number|null);

            /** Skip reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Skip. */
        type $Shape = waymark.Skip.$Properties;
    }

    /**
     * Properties of a Torn.
     * @deprecated Use waymark.Torn.$Properties instead.
     */
    interface ITorn extends waymark.Torn.$Properties {
    }

    /** Represents a Torn. */
    class Torn {

        /**
         * Constructs a new Torn.
         * @param [properties] Properties to set
         */
        constructor(properties?: waymark.Torn.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Torn chunks. */
        chunks: number[];

        /**
         * Creates a new Torn instance using the specified properties.
         * @param [properties] Properties to set
         * @returns Torn instance
         */
        static create(properties: waymark.Torn.$Shape): waymark.Torn & waymark.Torn.$Shape;
        static create(properties?: waymark.Torn.$Properties): waymark.Torn;

        /**
         * Encodes the specified Torn message. Does not implicitly {@link waymark.Torn.verify|verify} messages.
         * @param message Torn message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: waymark.Torn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Torn message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {waymark.Torn & waymark.Torn.$Shape} Torn
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): waymark.Torn & waymark.Torn.$Shape;
    }

    namespace Torn {

        /** Properties of a Torn. */
        interface $Properties {

            /** Torn chunks */
            chunks?: (number[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Torn. */
        type $Shape = waymark.Torn.$Properties;
    }
}
